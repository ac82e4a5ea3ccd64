using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Models that draw numbers are functions once these are frozen: of each row of a batch alone, and of the seed.</summary>
public sealed class FrozenNoiseTests
{
    private const int Rows = 5, Length = 6;

    private static readonly Dictionary<string, long[]> NoShapes = [];

    private static readonly Dictionary<string, Func<GraphBuilder, Value, Value>> Networks = new(StringComparer.Ordinal)
    {
        ["RandomNormalLike"] = (g, z) => g.Add(z, Random(g, "RandomNormalLike", [z])),
        ["RandomUniformLike"] = (g, z) => g.Mul(z, Random(g, "RandomUniformLike", [z])),
        ["RandomNormal"] = (g, z) => g.Add(z, Random(g, "RandomNormal", [], new() { { "shape", (long[])[1, Length] } })),
        ["RandomUniform"] = (g, z) => g.Add(z, Random(g, "RandomUniform", [], new() { { "shape", (long[])[1, Length] }, { "low", -1f } })),
        ["Bernoulli"] = (g, z) => g.Mul(z, Random(g, "Bernoulli", [g.Sigmoid(z)])),
        ["Multinomial"] = (g, z) => g.Mul(z, g.Cast(Random(g, "Multinomial", [z], new() { { "sample_size", 1 }, { "dtype", 7 } }, ElementType.Int64, 1), ElementType.Float)),
        ["Dropout"] = (g, z) => g.Tanh(Random(g, "Dropout", [z, g.Scalar(0.4), g.Constant(TensorData.Of([true]), "training")])),
        ["Dropout of one half"] = (g, z) => g.Tanh(Random(g, "Dropout", [z, null, g.Constant(TensorData.Of([true]), "training")])),
        // The batch is one of two factors of an axis.
        ["merged axes"] = (g, z) =>
        {
            var heads = g.Reshape(z, -1, Length / 2);
            return g.Reshape(g.Add(heads, Random(g, "RandomNormalLike", [heads], null, ElementType.Float, Length / 2)), -1, Length);
        },
        // Noise that does not meet its batch by broadcasting.
        ["joined"] = (g, z) => g.ReduceSum(g.Reshape(g.Concat(1, z, Random(g, "RandomNormalLike", [z])), -1, 2, Length), [1]),
        ["noise alone"] = (g, z) => Random(g, "RandomNormalLike", [z]),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_comes_out_alike_each_time_alone_and_in_a_batch(string name)
    {
        var (model, z) = (Frozen(name, 1), GraphRuns.Floats(3, Rows, Length));
        var y = GraphRuns.Run(model, ("z", z))["y"];
        Assert.Equal([Rows, Length], y.Shape);
        GraphRuns.AssertEqual(y, GraphRuns.Run(model, ("z", z))["y"], 0);
        GraphRuns.AssertEqual(y, GraphRuns.Run(Frozen(name, 1), ("z", z))["y"], 0);
        for (var row = 0; row < Rows; row++)
        {
            var alone = GraphRuns.Run(model, ("z", TensorData.Of<float>(z.AsSpan<float>().Slice(row * Length, Length), 1, Length)))["y"];
            GraphRuns.AssertEqual(TensorData.Of<float>(y.AsSpan<float>().Slice(row * Length, Length), 1, Length), alone, 1e-6);
        }
        Assert.Contains(Enumerable.Range(2, 8), seed => !y.AsSpan<float>().SequenceEqual(GraphRuns.Run(Frozen(name, (ulong)seed), ("z", z))["y"].AsSpan<float>()));
    }

    [Theory]
    [InlineData("RandomNormalLike"), InlineData("RandomUniformLike"), InlineData("Dropout"), InlineData("merged axes"), InlineData("joined")]
    public void Its_derivative_is_that_of_what_it_computes(string name)
    {
        using var check = new DerivativeCheck(Frozen(name, 1), ["z"], "y", new Dictionary<string, TensorData> { ["z"] = GraphRuns.Floats(3, 1, Length) });
        Assert.InRange(check.ErrorAgainstDifferences(2, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(2, 1), 0, 1e-4);
    }

    [Fact]
    public void Numbers_have_the_distributions_that_the_nodes_ask_for()
    {
        const int count = 20_000;
        double[] Of(Func<GraphBuilder, Value, Value> body)
        {
            var g = new GraphBuilder();
            var z = GraphBuilder.Input("z", ElementType.Float, -1, count);
            var model = FrozenNoise.Run(GraphRuns.Model(g, [z], g.Named("y", body(g, z))), NoShapes, 1, GraphRuntime.Probe);
            return GraphRuns.Run(model, ("z", TensorData.Of<float>([.. Enumerable.Repeat(1f, count)], 1, count)))["y"].ToDoubles();
        }
        var normal = Of((g, z) => Random(g, "RandomNormalLike", [z], new() { { "mean", 3f }, { "scale", 2f } }, last: count));
        Assert.Equal(3, normal.Average(), 0.1);
        Assert.Equal(4, normal.Average(x => (x - 3) * (x - 3)), 0.2);
        var uniform = Of((g, z) => Random(g, "RandomUniformLike", [z], new() { { "low", -1f }, { "high", 3f } }, last: count));
        Assert.All(uniform, x => Assert.InRange(x, -1, 3));
        Assert.Equal(1, uniform.Average(), 0.1);
        Assert.Equal(0.3, Of((g, z) => Random(g, "Bernoulli", [g.Mul(z, g.Scalar(0.3))], last: count)).Average(), 0.02);
        var dropped = Of((g, z) => Random(g, "Dropout", [z, g.Scalar(0.25), g.Constant(TensorData.Of([true]), "training")], last: count));
        Assert.Equal(0.25, dropped.Count(x => x == 0) / (double)count, 0.02);
        Assert.All(dropped, x => Assert.True(x == 0 || Math.Abs(x - (4 / 3.0)) < 1e-6));
        // Odds of 1 : 2 : 5, by logarithms that are no probabilities.
        var odds = TensorData.Of<float>([7, 7 + MathF.Log(2), 7 + MathF.Log(5)], 1, 3);
        var drawn = Of((g, _) => g.Cast(Random(g, "Multinomial", [g.Constant(odds, "odds")], new() { { "sample_size", count } }, ElementType.Int32, count), ElementType.Float));
        Assert.Equal([1 / 8.0, 2 / 8.0, 5 / 8.0], Enumerable.Range(0, 3).Select(chosen => Math.Round(drawn.Count(x => x == chosen) * 40.0 / count) / 40));
    }

    [Fact]
    public void Dropout_that_is_told_when_to_train_drops_only_then()
    {
        var g = new GraphBuilder();
        var (z, training) = (GraphBuilder.Input("z", ElementType.Float, -1, Length), GraphBuilder.Input("training", ElementType.Bool));
        var model = FrozenNoise.Run(GraphRuns.Model(g, [z, training], g.Named("y", Random(g, "Dropout", [z, g.Scalar(0.5), training]))), NoShapes, 1, GraphRuntime.Probe);
        var given = GraphRuns.Floats(3, Rows, Length);
        GraphRuns.AssertEqual(given, GraphRuns.Run(model, ("z", given), ("training", TensorData.Of([false])))["y"], 0);
        var dropped = GraphRuns.Run(model, ("z", given), ("training", TensorData.Of([true])))["y"].ToDoubles();
        Assert.Contains(0, dropped);
        Assert.All(dropped.Zip(given.ToDoubles()), pair => Assert.True(pair.First == 0 || Math.Abs(pair.First - (2 * pair.Second)) < 1e-5));
    }

    /// <summary>As samplers of diffusion draw: other numbers in every round.</summary>
    [Fact]
    public void Noise_inside_a_loop_is_frozen_round_by_round()
    {
        var body = new GraphBuilder("body_");
        var (i, go, state) = (GraphBuilder.Input("i", ElementType.Int64), GraphBuilder.Input("go", ElementType.Bool), new Value("state", ElementType.Float, null));
        var noise = new Value("drawn", ElementType.Float, null);
        body.Add(new Node("RandomNormalLike", [state], [noise], Attributes.None));
        var (keep, next) = (new Value("keep", ElementType.Bool, []), new Value("next", ElementType.Float, null));
        body.Add(new Node("Identity", [go], [keep], Attributes.None));
        body.Add(new Node("Add", [state, noise], [next], Attributes.None));
        var (g, z) = (new GraphBuilder(), GraphBuilder.Input("z", ElementType.Float, -1, Length));
        var y = new Value("y", ElementType.Float, [Dim.Free(), Length]);
        g.Add(new Node("Loop", [g.Constant(TensorData.Of([2L]), "rounds"), null, z], [y], new() { { "body", body.Build("body", [i, go, state], [keep, next]) } }));
        var source = GraphRuns.Model(g, [z], y);
        Assert.True(FrozenNoise.IsNeeded(source));
        var model = FrozenNoise.Run(source, NoShapes, 1, GraphRuntime.Probe);
        Assert.False(FrozenNoise.IsNeeded(model));
        Assert.Equal([1, Length], model.Graph.Inputs[0].Shape);
        var given = GraphRuns.Floats(3, 1, Length);
        var made = GraphRuns.Run(model, ("z", given))["y"];
        GraphRuns.AssertEqual(made, GraphRuns.Run(model, ("z", given))["y"], 0);
        // N(0, 1) twice: not the same numbers twice.
        var twice = made.ToDoubles().Zip(given.ToDoubles(), (a, b) => a - b).ToArray();
        var once = GraphRuns.Run(Frozen("RandomNormalLike", 1), ("z", given))["y"].ToDoubles().Zip(given.ToDoubles(), (a, b) => a - b).ToArray();
        Assert.Contains(Enumerable.Range(0, Length), at => Math.Abs(twice[at] - (2 * once[at])) > 0.01);
    }

    [Fact]
    public void A_model_without_random_nodes_is_left_alone()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, Length);
        var model = GraphRuns.Model(g, [z], g.Named("y", g.Emit("Dropout", [z, g.Scalar(0.5), g.Constant(TensorData.Of([false]), "training")], ElementType.Float, [-1, Length])));
        Assert.False(FrozenNoise.IsNeeded(model));
        Assert.Same(model, FrozenNoise.Run(model, NoShapes, 1, GraphRuntime.Probe));
    }

    private static Model Frozen(string name, ulong seed)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, -1, Length);
        var model = GraphRuns.Model(g, [z], g.Named("y", Networks[name](g, z), [-1, Length]));
        return FrozenNoise.Run(model, NoShapes, seed, GraphRuntime.Probe);
    }

    private static Value Random(GraphBuilder g, string op, Value?[] inputs, Attributes? attributes = null, ElementType type = ElementType.Float, long last = Length) =>
        g.Emit(op, inputs, type, [inputs is [] ? 1 : -1, last], attributes);
}
