using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Studio.Endpoints;
using Rhumb.Studio.Frames;

namespace Rhumb.Studio.Outputs;

/// <summary>Shapes: meshes on the way to the page, GLB, OBJ or STL on the way out.</summary>
internal sealed class ShapeOutputs : IOutputKind
{
    /// <summary>What a draft may take to decode, so that with meshing and the way to the page a frame stays within 100 ms.</summary>
    private static readonly TimeSpan DraftBudget = TimeSpan.FromMilliseconds(75);

    private static readonly ExportFormat[] Formats = [new("glb", "model/gltf-binary"), new("obj", "model/obj"), new("stl", "model/stl")];

    public Task WarmUpAsync(IGenerator generator, TimeProvider time, CancellationToken cancellation) =>
        generator is ShapeGenerator shapes ? shapes.FitDraftAsync(time, DraftBudget, cancellation) : Task.CompletedTask;

    public byte[] Frame(FrameRequest request, Output output) => MeshFrame.Write(request, ((ShapeOutput)output).Mesh);

    public ExportFormat Format(ExportOptions options, GeneratorManifest manifest)
    {
        options.AllowOnly("up", "size", "detail");
        if (options.Up is not (null or "y" or "z")) throw new StudioException(Problem.BadAxis, options.Up);
        if (options.Size is not (null or (> 0 and <= 1000))) throw new StudioException(Problem.BadSize);
        if (options.Detail is { } detail && !ExportOptions.Details.ContainsKey(detail)) throw new StudioException(Problem.BadDetail, detail);
        var wanted = options.Format ?? Formats[0].Extension;
        return Array.Find(Formats, format => format.Extension == wanted) ?? throw new StudioException(Problem.BadShapeFormat, wanted);
    }

    public byte[] Encode(Output output, GeneratorManifest manifest, Recipe recipe, ExportOptions options)
    {
        var mesh = ((ShapeOutput)output).Mesh;
        var export = MeshExport.Of(manifest, recipe) with { Up = options.Up switch { "y" => UpAxis.Y, "z" => UpAxis.Z, _ => null } };
        if (options.Size is { } metres && MeshFrame.LongestSide(mesh) is > 0 and var side) export = export with { Scale = metres / side };
        return MeshFile.Encode($".{Format(options, manifest).Extension}", mesh, export);
    }
}
