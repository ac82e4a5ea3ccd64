using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;

namespace Rhumb.Studio.Tests.Prints;

/// <summary>
/// Pictures as a function, through an ONNX file and the runtime as any imported model: tanh of a motif (the class) plus Σ_i z_i P_i, P_i smooth waves of colour. Small enough
/// to be made by a test, plain enough to be looked at.
/// </summary>
internal static class PrintGenerator
{
    public const int Dimension = 6;

    public static readonly string[] Motifs = ["disc", "stripes", "square"];

    /// <summary>Writes model and manifest into a fresh folder and opens them.</summary>
    /// <param name="name">Name of the generator.</param>
    /// <param name="width">Columns.</param>
    /// <param name="height">Rows.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="classes">Whether the motif is a condition; the disc otherwise.</param>
    public static ImageGenerator Open(string name = "prints", int width = 48, int height = 32, int channels = 3, bool classes = true)
    {
        var folder = Directory.CreateTempSubdirectory("rhumb-prints-").FullName;
        OnnxFile.Write(Decoder(width, height, channels, classes), Path.Combine(folder, "decoder.onnx"));
        return ImageGenerator.Open(GeneratorFolder.Save(folder, new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Image,
            Latent = [new LatentBlock("z", [Dimension], new NormalPrior())],
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx")),
            Image = new ImageLayout(height, width, channels),
            Conditions = classes ? [new LabelCondition("motif", Motifs)] : [],
            Licence = "CC0-1.0",
            Credits = [new Credit("The tests", "Waves over a motif", "tests/Rhumb.Studio.Tests/Prints", "CC0-1.0")],
        }));
    }

    private static Model Decoder(int width, int height, int channels, bool classes)
    {
        var (g, n) = (new GraphBuilder(), channels * height * width);
        var z = GraphBuilder.Input("z", ElementType.Float, -1, Dimension);
        var waves = Enumerable.Range(0, Dimension).SelectMany(i => Pixels(width, height, channels, (x, y, c) => Wave(i, x, y, c))).ToArray();
        var sum = g.MatMul(z, g.Constant(TensorData.Of<float>(waves, Dimension, n), "waves"));
        var motifs = Enumerable.Range(0, classes ? Motifs.Length : 1).SelectMany(i => Pixels(width, height, channels, (x, y, c) => Motif(i, x, y, c))).ToArray();
        var drawn = g.Constant(TensorData.Of<float>(motifs, classes ? Motifs.Length : 1, n), "motifs");
        List<Value> inputs = [z];
        if (classes)
        {
            inputs.Add(GraphBuilder.Input("motif", ElementType.Float, -1, Motifs.Length));
            drawn = g.MatMul(inputs[1], drawn);
        }
        var image = g.Reshape(g.Tanh(g.Add(sum, drawn)), -1, channels, height, width);
        return Model.Of(g.Build("prints", inputs, [g.Named("image", image, [-1, channels, height, width])]), GraphBuilder.MinimumOpset);
    }

    private static IEnumerable<float> Pixels(int width, int height, int channels, Func<double, double, int, double> value) =>
        from c in Enumerable.Range(0, channels)
        from y in Enumerable.Range(0, height)
        from x in Enumerable.Range(0, width)
        select (float)value((2 * x + 1.0 - width) / height, (2 * y + 1.0 - height) / height, c);

    private static double Wave(int i, double x, double y, int channel) =>
        0.45 * Math.Cos(1.1 * (1 + i % 3) * x + 1.3 * (i % 2 + 0.5) * y * (i < 3 ? 1 : -1) + 1.7 * i + 2.1 * channel * (i % 2));

    private static double Motif(int i, double x, double y, int channel)
    {
        var inside = i switch
        {
            0 => Math.Sqrt(x * x + y * y) < 0.65,
            1 => Math.Sin(7 * (x + 0.4 * y)) > 0,
            _ => Math.Max(Math.Abs(x), Math.Abs(y)) < 0.6,
        };
        return inside ? 0.9 - 0.35 * ((channel + i) % 3) : -0.7 + 0.15 * ((channel + i) % 3);
    }
}
