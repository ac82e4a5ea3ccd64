using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Training.Optimizers;

namespace Rhumb.Tests.Training.Optimizers;

public sealed class OptimizerTests
{
    [Fact]
    public void The_rate_rises_stays_and_falls_to_its_rest()
    {
        var schedule = new LearningRateSchedule(0.01, WarmUp: 10, Plateau: 0.5, Rest: 0.02);
        Assert.Equal(0.001, schedule.At(0, 1000), 1e-12);
        Assert.Equal(0.01, schedule.At(10, 1000), 1e-12);
        Assert.Equal(0.01, schedule.At(499, 1000), 1e-12);
        for (var step = 500; step < 999; step++)
            Assert.True(schedule.At(step + 1, 1000) < schedule.At(step, 1000));
        Assert.Equal(0.0002, schedule.At(999, 1000), 2e-6);
    }

    [Fact]
    public void A_second_cycle_begins_lower()
    {
        var schedule = new LearningRateSchedule(0.01, WarmUp: 10) { Restarts = [(0.5, 0.004)] };
        Assert.Equal(new LearningRateSchedule(0.01, WarmUp: 10).At(300, 500), schedule.At(300, 1000), 1e-12);
        Assert.Equal(0.0004, schedule.At(500, 1000), 1e-6);
        Assert.InRange(schedule.At(515, 1000), 0.0039, 0.004);
        for (var step = 520; step < 999; step++)
            Assert.True(schedule.At(step + 1, 1000) < schedule.At(step, 1000));
    }

    [Fact]
    public void The_average_soon_forgets_the_first_weights()
    {
        var average = new WeightAverage(0.99);
        Assert.InRange(average.Decay(0), 0, 0.2f);
        Assert.Equal(0.99f, average.Decay(100_000));
    }

    [Theory]
    [InlineData(0, 100)]
    [InlineData(0.1, 100)]
    [InlineData(0, 0.5)]
    public void A_step_in_the_graph_is_the_published_step(double decay, double maximumNorm)
    {
        var adam = new AdamW { WeightDecay = decay, MaximumNorm = maximumNorm };
        var g = new GraphBuilder();
        Value Input(string name, params ReadOnlySpan<long> shape) => GraphBuilder.Input(name, ElementType.Float, shape);
        Value[] inputs = [Input("theta", 3), Input("first", 3), Input("second", 3), Input("gradient", 3), Input("rate"), Input("c1"), Input("c2")];
        var (theta, first, second, norm) = adam.Step(g, inputs[0], inputs[1], inputs[2], inputs[3], inputs[4], inputs[5], inputs[6]);
        var graph = g.Build("step", inputs, [g.Named("t", theta), g.Named("m", first), g.Named("v", second), g.Named("n", g.Reshape(norm))]);

        float[] t = [1, -2, 3], m = [0, 0, 0], v = [0, 0, 0];
        double[] rt = [1, -2, 3], rm = [0, 0, 0], rv = [0, 0, 0];
        for (var step = 1; step <= 4; step++)
        {
            float[] gradient = [0.5f * step, -1, 0.1f];
            var (c1, c2) = adam.Corrections(step);
            var result = GraphRuntime.Probe(Model.Of(graph, GraphBuilder.MinimumOpset), new Dictionary<string, TensorData>
            {
                ["theta"] = TensorData.Of<float>(t, 3), ["first"] = TensorData.Of<float>(m, 3), ["second"] = TensorData.Of<float>(v, 3),
                ["gradient"] = TensorData.Of<float>(gradient, 3), ["rate"] = TensorData.Scalar(0.01f), ["c1"] = TensorData.Scalar(c1), ["c2"] = TensorData.Scalar(c2),
            });
            (t, m, v) = (result["t"].AsSpan<float>().ToArray(), result["m"].AsSpan<float>().ToArray(), result["v"].AsSpan<float>().ToArray());

            var length = Math.Sqrt(gradient.Sum(x => (double)x * x));
            Assert.Equal(length, result["n"].AsSpan<float>()[0], 1e-5);
            for (var i = 0; i < 3; i++)
            {
                var gi = gradient[i] * Math.Min(1, maximumNorm / length);
                rm[i] = (0.9 * rm[i]) + (0.1 * gi);
                rv[i] = (0.99 * rv[i]) + (0.01 * gi * gi);
                var direction = rm[i] / (1 - Math.Pow(0.9, step)) / (Math.Sqrt(rv[i] / (1 - Math.Pow(0.99, step))) + 1e-8);
                rt[i] -= 0.01 * (direction + (decay * rt[i]));
                Assert.Equal(rt[i], t[i], 1e-4);
            }
        }
    }
}
