using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Generators.Shapes;

/// <summary>
/// A generator small enough to know by heart: a ball of squared radius 0.07 + 0.03 z₀ around 0.2 (z₁, z₂, z₃),
/// field 20 (r² − |p − c|²), z = latent · W.
/// </summary>
internal sealed class BallGenerator : IDisposable
{
    private static readonly float[] Mixing = [1, 0, 0, 0, 0, 0.8f, 0.6f, 0, 0, 0, 0, 0.5f];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rhumb-ball-");

    public BallGenerator(bool withPrior = true, int codeLength = 4)
    {
        OnnxFile.Write(Decoder(), this["decoder.onnx"]);
        OnnxFile.Write(Prior(), this["prior.onnx"]);
        var code = new LatentBlock("z", [codeLength], new NormalPrior());
        GeneratorFolder.Save(Folder, new GeneratorManifest
        {
            Name = "ball",
            Kind = GeneratorKind.Shape,
            Latent = [withPrior ? new LatentBlock("latent", [3], new NormalPrior()) : code],
            Code = withPrior ? code : null,
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), withPrior ? new GeneratorFile("prior.onnx") : null),
            Shape = new ShapeLayout(),
            Licence = "CC0-1.0",
        });
    }

    public string Folder => _folder.FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public static (double SquaredRadius, double[] Centre) BallOf(IReadOnlyList<float> latent)
    {
        var z = Enumerable.Range(0, 4).Select(j => Enumerable.Range(0, 3).Sum(i => (double)latent[i] * Mixing[4 * i + j])).ToArray();
        return (0.07 + 0.03 * z[0], [0.2 * z[1], 0.2 * z[2], 0.2 * z[3]]);
    }

    public static RowMatrix Rows(params float[][] rows) => new(rows.Length, rows[0].Length, [.. rows.SelectMany(row => row)]);

    public void Dispose() => _folder.Delete(recursive: true);

    public static Model Decoder()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, 4);
        var points = GraphBuilder.Input("points", ElementType.Float, -1, 3);
        var across = g.Transpose(points, 1, 0);
        var centre = g.Mul(g.Slice(z, 1, 1, 4), g.Scalar(0.2));
        var squaredRadius = g.Add(g.Mul(g.Slice(z, 1, 0, 1), g.Scalar(0.03)), g.Scalar(0.07));
        var own = g.Sub(squaredRadius, g.ReduceSum(g.Mul(centre, centre), [1], keep: true));
        var where = g.ReduceSum(g.Mul(across, across), [0], keep: true);
        var mixed = g.Mul(g.MatMul(centre, across), g.Scalar(2));
        var field = g.Named("field", g.Mul(g.Sub(g.Add(mixed, own), where), g.Scalar(20)), [-1, -1]);
        return Model.Of(g.Build("decoder", [z, points], [field]), GraphBuilder.MinimumOpset);
    }

    private static Model Prior()
    {
        var g = new GraphBuilder();
        var latent = GraphBuilder.Input("latent", ElementType.Float, -1, 3);
        var z = g.Named("z", g.MatMul(latent, g.Constant(TensorData.Of<float>(Mixing, 3, 4), "mixing")), [-1, 4]);
        return Model.Of(g.Build("prior", [latent], [z]), GraphBuilder.MinimumOpset);
    }
}
