using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;

namespace Rhumb.Tests.Cli;

/// <summary>
/// A generator small enough to be made by a test: f(z, p) = 0.1 − Σ_i (1.5 + tanh(W z))_i p_i², an ellipsoid around the origin.
/// z [4] ~ U(−1, 1), a box, so that no direction is ruled out; only three directions of z change the shape.
/// </summary>
internal static class EllipsoidGenerator
{
    public const int Dimension = 4;

    /// <summary>Writes model and manifest into the folder <paramref name="name"/> of <paramref name="folder"/> and returns its path.</summary>
    public static string Write(TemporaryFolder folder, string name = "ellipsoid")
    {
        var path = Directory.CreateDirectory(folder[name]).FullName;
        OnnxFile.Write(Build(), Path.Combine(path, "decoder.onnx"));
        GeneratorFolder.Save(path, new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Shape,
            Latent = [new LatentBlock("z", [Dimension], new UniformPrior())],
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx")),
            Shape = new ShapeLayout(),
            Licence = "CC0-1.0",
        });
        return path;
    }

    private static Model Build()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, Dimension);
        var points = GraphBuilder.Input("points", ElementType.Float, -1, 3);
        var weights = g.Constant(TensorData.Of<float>([0.5f, 0.1f, 0, 0.2f, -0.6f, 0.1f, 0, 0.3f, 0.7f, 0, 0, 0], Dimension, 3), "weights");
        var curvature = g.Add(g.Tanh(g.MatMul(z, weights)), g.Scalar(1.5));
        var squares = g.Transpose(g.Mul(points, points), 1, 0);
        var field = g.Sub(g.Scalar(0.1), g.MatMul(curvature, squares));
        return Model.Of(g.Build("ellipsoid", [z, points], [g.Named("field", field)]), GraphBuilder.MinimumOpset);
    }
}
