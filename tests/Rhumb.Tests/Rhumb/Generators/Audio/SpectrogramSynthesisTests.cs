using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

/// <summary>The graph that plays spectrograms against the code that does.</summary>
public sealed class SpectrogramSynthesisTests
{
    private const int Samples = 400;

    public static TheoryData<SpectralLayout> Layouts => [new SpectralLayout(15, 32, 64, 32, -4, 0), new SpectralLayout(28, 33, 64, 16), new SpectralLayout(14, 32, 64, 32, -4, -1)];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void What_the_graph_plays_is_what_is_heard(SpectralLayout layout)
    {
        var values = Random(layout, 1);
        var heard = new Spectrogram(layout, Samples).ToSound(values);
        SoundEnds.Fade(heard, 8000);
        var played = Played(layout, values);
        Assert.True(heard.Max(Math.Abs) > 0.01);
        Assert.Equal(heard.Length, played.Length);
        for (var i = 0; i < Samples; i++)
            Assert.Equal(heard[i], played[i], 1e-5 * Math.Max(1, heard.Max(Math.Abs)));
    }

    /// <summary>⟨u, J v⟩ by differences along magnitudes and frequencies at once, against ⟨Jᵀ u, v⟩ by reverse mode.</summary>
    [Theory]
    [MemberData(nameof(Layouts))]
    public void Magnitudes_and_frequencies_have_a_derivative(SpectralLayout layout)
    {
        var (values, direction, cotangent) = (Random(layout, 2), Random(layout, 3), new float[Samples]);
        new RandomStream(4).Normal(cotangent);
        const float step = 1e-3f;
        float[] Moved(float by) => Played(layout, [.. values.Zip(direction, (x, v) => x + (by * v))]);
        var difference = Moved(step).Zip(Moved(-step)).Zip(cotangent, (ends, u) => (ends.First - ends.Second) / (2.0 * step) * u).Sum();
        var request = new DerivativeRequest { WithRespectTo = ["spectrogram"], Of = ["sound"], Vectors = 1 };
        var results = GraphRuntime.Probe(Vjp.Build(Graph(layout), request, GraphRuntime.Probe), new Dictionary<string, TensorData>(StringComparer.Ordinal)
        {
            ["spectrogram"] = TensorData.Of<float>(values, Shape(layout)), ["sound_cotangent"] = TensorData.Of<float>(cotangent, 1, Samples),
        });
        var product = results["spectrogram_cotangent"].AsSpan<float>().ToArray().Zip(direction, (g, v) => (double)g * v).Sum();
        Assert.True(Math.Abs(product) > 0.1);
        Assert.Equal(difference, product, 5e-3 * Math.Abs(product));
    }

    private static float[] Played(SpectralLayout layout, float[] values) => GraphRuntime.Probe(
        Graph(layout), new Dictionary<string, TensorData>(StringComparer.Ordinal) { ["spectrogram"] = TensorData.Of<float>(values, Shape(layout)) })["sound"].AsSpan<float>().ToArray();

    private static Model Graph(SpectralLayout layout)
    {
        var g = new GraphBuilder();
        var spectrogram = GraphBuilder.Input("spectrogram", ElementType.Float, Shape(layout));
        return Model.Of(g.Build("play", [spectrogram], [g.Named("sound", SpectrogramSynthesis.Play(g, spectrogram, new SoundLayout(8000, Samples, layout)))]), GraphBuilder.MinimumOpset);
    }

    private static long[] Shape(SpectralLayout layout) => [1, 2, layout.Frames, layout.Bins];

    // Levels and frequencies anywhere in [−1, 1].
    private static float[] Random(SpectralLayout layout, long seed)
    {
        var random = new RandomStream(seed);
        return [.. Enumerable.Range(0, 2 * layout.Frames * layout.Bins).Select(_ => (float)random.Uniform(-1, 1))];
    }
}
