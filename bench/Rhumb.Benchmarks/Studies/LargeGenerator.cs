using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;

namespace Rhumb.Benchmarks.Studies;

/// <summary>Generators of pictures of 1024² from 512 latents with random weights, in the forms that exporters write; 512 channels at 4² … 32², 16 at 1024².</summary>
internal sealed class LargeGenerator
{
    private const int Latents = 512, Last = 1024;

    private readonly GraphBuilder _g = new();
    private readonly RandomStream _random = new(1, "large generator");

    /// <summary>Names of the generators.</summary>
    public static IReadOnlyList<string> Names { get; } = ["PGGAN", "StyleGAN2"];

    /// <summary>The model z [1, 512] → x [1, 3 · 1024²].</summary>
    public static Model Create(string name) => new LargeGenerator().Built(name);

    /// <summary>Elements of x.</summary>
    public const int Elements = 3 * Last * Last;

    private static int Channels(int length) => Math.Min(512, 16384 / length);

    private Model Built(string name)
    {
        var z = GraphBuilder.Input("z", ElementType.Float, 1, Latents);
        var picture = name == "PGGAN" ? Progressive(z) : Styled(z);
        var x = _g.Named("x", _g.Reshape(picture, 1, Elements));
        return Model.Of(_g.Build(name, [z], [x]), GraphBuilder.MinimumOpset);
    }

    // Repetition, two convolutions with pixel normalisation a level, colours at the end.
    private Value Progressive(Value z)
    {
        var x = _g.Reshape(_g.Gemm(Normalised(z), Weight(Latents, 512 * 16)), 1, 512, 4, 4);
        for (var length = 4; length <= Last; length *= 2)
        {
            if (length > 4)
                x = Resized(x, "nearest");
            x = Normalised(Active(Conv(x, Channels(length), 3)));
            x = Normalised(Active(Conv(x, Channels(length), 3)));
        }
        return Conv(x, 3, 1);
    }

    // Modulated weights, a transposed convolution and a blur a level, and colours of every level added up.
    private Value Styled(Value z)
    {
        var w = Active(_g.Gemm(Active(_g.Gemm(Normalised(z), Weight(Latents, Latents))), Weight(Latents, Latents)));
        Value x = _g.Constant(Normal(1, 512, 4, 4), "start");
        Value? picture = null;
        for (var length = 4; length <= Last; length *= 2)
        {
            if (length > 4)
                x = Active(Blurred(Modulated(x, w, Channels(length), up: true)));
            x = Active(Modulated(x, w, Channels(length), up: false));
            var colours = Conv(_g.Mul(x, Style(w, Channels(length))), 3, 1);
            picture = picture is null ? colours : _g.Add(Resized(picture, "linear"), colours);
        }
        return picture!;
    }

    private Value Modulated(Value x, Value w, int to, bool up)
    {
        var from = (int)x.Shape[1];
        var kernel = _g.Mul(Weight(to, from, 3, 3), Style(w, from));
        var norm = _g.Sqrt(_g.Add(_g.ReduceSum(_g.Mul(kernel, kernel), [1, 2, 3], keep: true), _g.Scalar(1e-8)));
        kernel = _g.Div(kernel, norm);
        return up
            ? _g.ConvTranspose(x, _g.Transpose(kernel, 1, 0, 2, 3), ConvolutionGeometry.Uniform(2, 3, 2, 0), [(2 * x.Shape[2]) + 1, (2 * x.Shape[3]) + 1])
            : _g.Conv(x, kernel, ConvolutionGeometry.Uniform(2, 3, 1, 1));
    }

    private Value Style(Value w, int channels) => _g.Reshape(_g.Add(_g.Gemm(w, Weight(Latents, channels)), _g.Scalar(1)), 1, channels, 1, 1);

    private Value Blurred(Value x)
    {
        float[] line = [1, 3, 3, 1];
        float[] plane = [.. line.SelectMany(a => line.Select(b => a * b / 16))];
        var channels = x.Shape[1];
        var filter = _g.Constant(TensorData.Of<float>([.. Enumerable.Range(0, (int)channels).SelectMany(_ => plane)], channels, 1, 4, 4));
        return _g.Conv(x, filter, ConvolutionGeometry.Uniform(2, 4, 1, 1) with { Group = channels });
    }

    private Value Conv(Value x, int to, int kernel) =>
        _g.Conv(x, Weight(to, (int)x.Shape[1], kernel, kernel), ConvolutionGeometry.Uniform(2, kernel, 1, kernel / 2), _g.Constant(Normal(to)));

    private Value Resized(Value x, string mode) => _g.Emit("Resize", [x, null, _g.Constant(TensorData.Of<float>([1, 1, 2, 2], 4))], ElementType.Float,
        [1, x.Shape[1], 2 * x.Shape[2], 2 * x.Shape[3]], mode == "nearest"
            ? new() { { "mode", mode }, { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" } } : new() { { "mode", mode } });

    private Value Active(Value x) => _g.LeakyRelu(x, 0.2f);

    // x / √(mean x² + ε) over axis 1.
    private Value Normalised(Value x) => _g.Div(x, _g.Sqrt(_g.Add(_g.ReduceMean(_g.Mul(x, x), [1], keep: true), _g.Scalar(1e-8))));

    // He's initialisation for the product that sums over all but one axis; Gemm weights [in, out] too, within a factor.
    private Value Weight(params long[] shape)
    {
        var scale = Math.Sqrt(2.0 * shape[0] / Shapes.Count(shape));
        var values = Normal(shape).AsSpan<float>().ToArray();
        return _g.Constant(TensorData.Of<float>(Array.ConvertAll(values, value => (float)(value * scale)), shape));
    }

    private TensorData Normal(params long[] shape)
    {
        var values = new float[Shapes.Count(shape)];
        _random.Normal(values);
        return TensorData.Of<float>(values, shape);
    }
}
