using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Sessions;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>Files that leave the studio and come back: sessions, and shapes with their recipe.</summary>
internal static class FilesApi
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.Ordinal)
    {
        ["glb"] = "model/gltf-binary",
        ["obj"] = "model/obj",
        ["stl"] = "model/stl",
    };

    public static IEndpointRouteBuilder MapFilesApi(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/api").WithTags("Files");
        files.MapGet("/sessions/{id}/export", Export).WithName("ExportShape")
            .WithSummary("The shape shown now as a file, with its recipe and credit inside; size is its longest side in metres, the generator's own by default.")
            .Produces<Stream>(200, "model/gltf-binary", "model/obj", "model/stl").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        files.MapGet("/sessions/{id}/file", SessionFileOf).WithName("GetSessionFile")
            .WithSummary("The whole session with its history as a file.").Produces<Stream>(200, "application/json").ProducesProblem(404);
        files.MapPost("/files", Open).WithName("OpenFile").Accepts<Stream>("application/octet-stream")
            .WithSummary("Opens an exported shape at its point, or a session file with its history.").ProducesProblem(400).ProducesProblem(409);
        return app;
    }

    private static async Task<FileContentHttpResult> Export(
        string id, WalkRegistry walks, CancellationToken cancellation,
        [AllowedValues("glb", "obj", "stl")] string format = "glb", [AllowedValues("y", "z")] string? up = null, double? size = null)
    {
        if (!MediaTypes.TryGetValue(format, out var type)) throw new StudioException(Problem.BadFormat, format);
        if (up is not (null or "y" or "z")) throw new StudioException(Problem.BadAxis, up);
        if (size is not (null or (> 0 and <= 1000))) throw new StudioException(Problem.BadSize);
        var walk = walks.Find(id);
        var (session, generator) = (walk.State.Session, walk.Generator);
        var point = session.Open.Shown(generator.LatentSpace);
        var output = await generator.GenerateAsync([point], Detail.Export, cancellation);
        if (output[0] is not ShapeOutput { Mesh: var mesh }) throw new StudioException(Problem.NotAShape, generator.Manifest.Name);
        var recipe = Recipe.Of(generator.Manifest, point, path: [.. session.Path.Where(node => node.Kind != SessionNodeKind.AnotherDirection).Select(node => node.Point)]);
        var export = MeshExport.Of(generator.Manifest, recipe) with { Up = up switch { "y" => UpAxis.Y, "z" => UpAxis.Z, _ => null } };
        if (size is { } metres && Frames.MeshFrame.LongestSide(mesh) is > 0 and var side) export = export with { Scale = metres / side };
        var name = $"{(session.Name.Length > 0 ? session.Name : generator.Manifest.Name)}.{format}";
        return TypedResults.File(MeshFile.Encode($".{format}", mesh, export), type, name);
    }

    private static FileContentHttpResult SessionFileOf(string id, WalkRegistry walks) =>
        TypedResults.File(Encoding.UTF8.GetBytes(walks.Export(id).ToJson()), "application/json", "session.rhumb.json");

    private static async Task<Created<SessionView>> Open(HttpRequest request, WalkRegistry walks, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        await request.Body.CopyToAsync(content, cancellation);
        var name = Uri.UnescapeDataString(request.Headers["X-File-Name"].ToString());
        var walk = OpenFile(content.ToArray(), name.Length > 0 ? name : "file", walks);
        return TypedResults.Created($"/api/sessions/{walk.Id}", walk.View(request));
    }

    private static Walk OpenFile(byte[] file, string name, WalkRegistry walks)
    {
        if (file.AsSpan().IndexOf("\"rhumb-session/"u8) is >= 0 and < 200) return walks.Import(SessionFile.Parse(Encoding.UTF8.GetString(file)));
        var recipe = RecipeFile.Read(file, name);
        var generator = walks.Matching(recipe.Model, recipe.ModelHash);
        try
        {
            generator.LatentSpace.Flatten(recipe.Point);
        }
        catch (ArgumentException error)
        {
            throw new RhumbException($"The recipe in '{name}' does not fit the generator '{recipe.Model}': {error.Message.Split(" (Parameter")[0]}", error);
        }
        return walks.Begin(generator, recipe.Point, recipe.Seed ?? Starts.AnySeed());
    }
}
