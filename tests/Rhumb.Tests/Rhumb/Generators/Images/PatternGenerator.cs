using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Tests.Cli;

namespace Rhumb.Tests.Rhumb.Generators.Images;

/// <summary>
/// A generator of images small enough to be made by a test: tanh of Σ_i z_i P_i + Q_y with random patterns P and Q, of 20 rows and 30 columns. z [4] ~ N(0, I); the last
/// coordinate of z does nothing.
/// </summary>
internal static class PatternGenerator
{
    public const int Dimension = 4, Height = 20, Width = 30;

    public static readonly string[] Classes = ["day", "night", "dusk"];

    /// <summary>Writes model and manifest into the folder <paramref name="name"/> of <paramref name="folder"/> and returns its path.</summary>
    public static string Write(
        TemporaryFolder folder, string name = "patterns", int channels = 3, ImageAxes axes = ImageAxes.ChannelsFirst, LabelEncoding? encoding = LabelEncoding.OneHot, long batch = -1, bool prior = false,
        Func<GeneratorManifest, GeneratorManifest>? change = null, int height = Height, int width = Width)
    {
        var path = Directory.CreateDirectory(folder[name]).FullName;
        OnnxFile.Write(Decoder(channels, axes, encoding, batch, height, width), Path.Combine(path, "decoder.onnx"));
        if (prior)
            OnnxFile.Write(Prior(batch), Path.Combine(path, "prior.onnx"));
        var manifest = new GeneratorManifest
        {
            Name = name,
            Kind = GeneratorKind.Image,
            Latent = [new LatentBlock(prior ? "latent" : "z", [Dimension], new NormalPrior())],
            Code = prior ? new LatentBlock("z", [Dimension], new NormalPrior()) : null,
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), prior ? new GeneratorFile("prior.onnx") : null),
            Image = new ImageLayout(height, width, channels, axes),
            Conditions = encoding is { } how ? [new LabelCondition("time", Classes, how)] : [],
            Licence = "CC0-1.0",
        };
        GeneratorFolder.Save(path, change is null ? manifest : change(manifest));
        return path;
    }

    private static Model Decoder(int channels, ImageAxes axes, LabelEncoding? encoding, long batch, int height, int width)
    {
        var (g, area) = (new GraphBuilder(), channels * height * width);
        var z = GraphBuilder.Input("z", ElementType.Float, batch, Dimension);
        var patterns = Random(1, Dimension * area);
        patterns.AsSpan((Dimension - 1) * area).Clear();
        var sum = g.MatMul(z, g.Constant(TensorData.Of<float>(patterns, Dimension, area), "patterns"));
        List<Value> inputs = [z];
        if (encoding is { } how)
        {
            var styles = g.Constant(TensorData.Of<float>(Random(2, Classes.Length * area), Classes.Length, area), "styles");
            var label = how == LabelEncoding.Index ? GraphBuilder.Input("time", ElementType.Int64, batch) : GraphBuilder.Input("time", ElementType.Float, batch, Classes.Length);
            sum = g.Add(sum, how == LabelEncoding.Index ? g.Gather(styles, label, 0) : g.MatMul(label, styles));
            inputs.Add(label);
        }
        long[] shape = axes == ImageAxes.ChannelsFirst ? [batch, channels, height, width] : [batch, height, width, channels];
        // The same numbers whatever the order of axes.
        var image = g.Reshape(g.Tanh(sum), batch, channels, height, width);
        if (axes == ImageAxes.ChannelsLast)
            image = g.Transpose(image, 0, 2, 3, 1);
        return Model.Of(g.Build("patterns", inputs, [g.Named("image", image, shape)]), GraphBuilder.MinimumOpset);
    }

    private static Model Prior(long batch)
    {
        var g = new GraphBuilder();
        var latent = GraphBuilder.Input("latent", ElementType.Float, batch, Dimension);
        var code = g.Mul(latent, g.Scalar(2));
        return Model.Of(g.Build("prior", [latent], [g.Named("code", code)]), GraphBuilder.MinimumOpset);
    }

    private static float[] Random(long seed, int count)
    {
        var values = new float[count];
        new global::Rhumb.LinearAlgebra.RandomStream(seed).Normal(values, 0.5);
        return values;
    }
}
