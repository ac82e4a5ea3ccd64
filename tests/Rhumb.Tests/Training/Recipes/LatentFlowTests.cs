using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training;
using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>A flow to codes of which everything is known: two narrow heaps, or one for each class.</summary>
public sealed class LatentFlowTests : IDisposable
{
    private const int Samples = 2000;
    private static readonly LatentFlowRecipe Small = new()
    {
        Network = new LatentFlow { Code = 2, Width = 32, Depth = 2 }, Batch = 128,
        Plan = new TrainingPlan(800, new LearningRateSchedule(3e-3, WarmUp: 10), new WeightAverage(0.99)) { CurveEvery = 100, MeasureEvery = 800 },
    };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void Samples_lie_where_the_codes_do()
    {
        var found = Draw(Small, labelled: false);
        // A third lies around (−2, 1), the rest around (2, −1), both with a deviation of 0.2: no normal distribution, which the flow began at.
        var near = Enumerable.Range(0, Samples).Count(i => Near(found.Row(i), first: true) || Near(found.Row(i), first: false));
        var first = Enumerable.Range(0, Samples).Count(i => Near(found.Row(i), first: true));
        Assert.InRange(near / (double)Samples, 0.9, 1);
        Assert.Equal(1 / 3.0, first / (double)Samples, 0.06);
    }

    [Fact]
    public void A_class_is_carried_to_its_own_codes()
    {
        var found = Draw(Small with { Network = Small.Network with { Classes = 2 } }, labelled: true);
        for (var label = 0; label < 2; label++)
            Assert.InRange(Enumerable.Range(0, Samples / 2).Count(i => Near(found.Row((2 * i) + label), first: label == 0)) / (Samples / 2.0), 0.95, 1);
    }

    /// <summary>The midpoint rule on a known velocity: more steps, less error, by about the square.</summary>
    [Fact]
    public void The_way_is_followed_to_second_order()
    {
        var network = Small.Network;
        var layout = ParameterLayout.Of((g, parameters) =>
        {
            var code = GraphBuilder.Input("code", global::Rhumb.Autodiff.Graphs.ElementType.Float, 1, 2);
            _ = network.Velocity(g, parameters, code, g.Filled(0, code.ElementType, 1, 1), null);
        });
        var theta = layout.Initial(3);
        var z = new RowMatrix(64, 2);
        new RandomStream(1, "z").Normal(z.Values);
        var exact = Run(256);
        var (coarse, fine) = (Error(16), Error(32));
        Assert.InRange(coarse / fine, 3, 6);

        double Error(int steps) => Math.Sqrt(Run(steps).Zip(exact, (a, b) => Math.Pow(a - b, 2)).Sum());
        float[] Run(int steps)
        {
            using var graph = GraphRuntime.Compile(ImageNetworks.Prior(network with { Steps = steps }, layout, theta));
            using var latent = Tensor.Create<float>(z.Values, z.Rows, 2);
            using var code = graph.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["z"] = latent }, Stop)["code"];
            return code.ToArray<float>();
        }
    }

    // Sample number i is asked for class i mod 2 where there are classes.
    private RowMatrix Draw(LatentFlowRecipe recipe, bool labelled)
    {
        var trainer = new LatentFlowTrainer(recipe, Heaps(3000, labelled), TimeProvider.System);
        var state = trainer.Train(_folder["flow"], resume: false, Told.Nobody, Stop);
        Assert.True(state.Curve[^1].Values["loss"] < state.Curve[0].Values["loss"]);
        using var flow = GraphRuntime.Compile(trainer.Export(state.Average));
        using var latent = Tensor.Allocate(ElementType.Float, Samples, 2);
        using var label = Tensor.Allocate(ElementType.Float, Samples, 2);
        new RandomStream(9, "z").Normal(latent.AsSpan<float>());
        for (var i = 0; i < Samples; i++)
            label.AsSpan<float>()[(2 * i) + (i % 2)] = 1;
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["z"] = latent };
        if (labelled)
            inputs["label"] = label;
        using var code = flow.Run(inputs, Stop)["code"];
        return new RowMatrix(Samples, 2, code.ToArray<float>());
    }

    private static LatentCodes Heaps(int count, bool labelled)
    {
        var (means, deviations, labels, random) = (new RowMatrix(count, 2), new RowMatrix(count, 2), new byte[count], new RandomStream(1, "heaps"));
        for (var i = 0; i < count; i++)
        {
            labels[i] = (byte)(i % 3 == 0 ? 0 : 1);
            var side = labels[i] == 0 ? 1f : -1f;
            (means.Row(i)[0], means.Row(i)[1]) = (-2 * side, side);
            deviations.Row(i).Fill(2 * MathF.Log(0.2f));
        }
        return new LatentCodes(means, deviations) { Labels = labelled ? labels : [] };
    }

    private static bool Near(ReadOnlySpan<float> code, bool first)
    {
        var side = first ? 1 : -1;
        return Math.Pow(code[0] + (2 * side), 2) + Math.Pow(code[1] - side, 2) < 1;
    }
}
