using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Small decoders made by hand, as files.</summary>
internal static class WrittenDecoder
{
    /// <summary>What the body makes of a graph's inputs as the output "image".</summary>
    public static string Write(TemporaryFolder folder, Func<GraphBuilder, (Value[] Inputs, Value Image)> body)
    {
        var g = new GraphBuilder("g_");
        var (inputs, image) = body(g);
        Directory.CreateDirectory(folder.Path);
        var path = folder[$"{Guid.NewGuid():N}.onnx"];
        OnnxFile.Write(Model.Of(g.Build("decoder", inputs, [g.Named("image", image)]), GraphBuilder.MinimumOpset), path);
        return path;
    }

    /// <summary>As above, of a latent z [batch, 16].</summary>
    public static string Write(TemporaryFolder folder, Func<GraphBuilder, Value, Value> body) => Write(folder, g =>
    {
        var z = GraphBuilder.Input("z", ElementType.Float, -1, 16);
        return ([z], body(g, z));
    });
}
