using System.ComponentModel.DataAnnotations;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Rhumb.Generators;
using Rhumb.Media;
using Rhumb.Sessions;
using Rhumb.Studio.Outputs;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>Files that leave the studio and come back: sessions, and outputs with their recipe.</summary>
internal static class FilesApi
{
    public static IEndpointRouteBuilder MapFilesApi(this IEndpointRouteBuilder app)
    {
        var files = app.MapGroup("/api").WithTags("Files");
        files.MapGet("/sessions/{id}/export", Export).WithName("Export")
            .WithSummary("What is shown now as a file, with its recipe and credit inside. Of shapes size is the longest side in metres, the generator's own by default, and detail is how finely the surface is made, export by default; of images scale is the side of the square that each pixel becomes, 1 by default.")
            .Produces<Stream>(200, "model/gltf-binary", "model/obj", "model/stl", "image/png", "audio/wav").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        files.MapGet("/sessions/{id}/stars/export", ExportStars).WithName("ExportStars")
            .WithSummary("All starred results in one ZIP archive, each as a file with its recipe and credit inside, numbered in the order of starring, with a contact sheet (sheet.png) and the credit (credit.txt). Options as of Export.")
            .Produces<Stream>(200, "application/zip").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        files.MapGet("/sessions/{id}/file", SessionFileOf).WithName("GetSessionFile")
            .WithSummary("The whole session with its history as a file.").Produces<Stream>(200, "application/json").ProducesProblem(404);
        files.MapPost("/files", Open).WithName("OpenFile").Accepts<Stream>("application/octet-stream")
            .WithSummary("Opens an exported output at its point, or a session file with its history.").ProducesProblem(400).ProducesProblem(409);
        return app;
    }

    private static async Task<FileContentHttpResult> Export(
        string id, WalkRegistry walks, CancellationToken cancellation,
        [AllowedValues("glb", "obj", "stl", "png", "wav")] string? format = null, [AllowedValues("y", "z")] string? up = null, double? size = null,
        [AllowedValues("draft", "full", "export")] string? detail = null, int? scale = null)
    {
        var walk = walks.Find(id);
        var (session, generator, options) = (walk.State.Session, walk.Generator, new ExportOptions(format, up, size, detail, scale));
        var kind = OutputKinds.Of(generator);
        var file = kind.Format(options, generator.Manifest);
        var point = session.Open.Shown(generator.LatentSpace);
        var output = await generator.GenerateAsync([point], options.Fineness, cancellation);
        return TypedResults.File(kind.Encode(output[0], generator.Manifest, RecipeOf(generator, point, session.Path), options), file.MediaType, $"{NameOf(session)}.{file.Extension}");
    }

    private static async Task<FileContentHttpResult> ExportStars(
        string id, WalkRegistry walks, CancellationToken cancellation,
        [AllowedValues("glb", "obj", "stl", "png", "wav")] string? format = null, [AllowedValues("y", "z")] string? up = null, double? size = null,
        [AllowedValues("draft", "full", "export")] string? detail = null, int? scale = null)
    {
        var walk = walks.Find(id);
        var (session, generator, options) = (walk.State.Session, walk.Generator, new ExportOptions(format, up, size, detail, scale));
        if (session.Stars.Count == 0) throw new StudioException(Problem.NothingStarred);
        var kind = OutputKinds.Of(generator);
        var file = kind.Format(options, generator.Manifest);
        var archive = new StarArchive(generator.Manifest.CreditLine);
        foreach (var star in session.Stars)
        {
            // One at a time: exported shapes are large.
            var output = (await generator.GenerateAsync([star.Point], options.Fineness, cancellation))[0];
            var recipe = RecipeOf(generator, star.Point, session.PathTo(star.Node));
            archive.Add(kind.Encode(output, generator.Manifest, recipe, options), file.Extension, Thumbnail.Of(output, generator.Manifest));
        }
        return TypedResults.File(archive.Finish(), "application/zip", $"{NameOf(session)}.zip");
    }

    private static Recipe RecipeOf(IGenerator generator, Point point, IReadOnlyList<SessionNode> path) =>
        Recipe.Of(generator.Manifest, point, path: [.. path.Where(node => node.Kind != SessionNodeKind.AnotherDirection).Select(node => node.Point)]);

    private static string NameOf(Session session) => session.Name.Length > 0 ? session.Name : session.Generator;

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
            foreach (var condition in generator.LatentSpace.Conditions) condition.Read(LatentSpace.ChoiceOf(recipe.Point, condition));
        }
        catch (ArgumentException error)
        {
            throw new RhumbException($"The recipe in '{name}' does not fit the generator '{recipe.Model}': {error.Message.Split(" (Parameter")[0]}", error);
        }
        return walks.Begin(generator, recipe.Point, recipe.Seed ?? Starts.AnySeed());
    }
}
