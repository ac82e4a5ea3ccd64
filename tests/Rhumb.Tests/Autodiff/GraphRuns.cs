using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff;

/// <summary>Models run on given numbers, for tests that compare two graphs.</summary>
internal static class GraphRuns
{
    public static Model Model(GraphBuilder g, IReadOnlyList<Value> inputs, params IReadOnlyList<Value> outputs) =>
        global::Rhumb.Autodiff.Graphs.Model.Of(g.Build("test", inputs, outputs), GraphBuilder.MinimumOpset);

    public static IReadOnlyDictionary<string, TensorData> Run(Model model, params ReadOnlySpan<(string Name, TensorData Value)> inputs)
    {
        var given = new Dictionary<string, TensorData>();
        foreach (var (name, value) in inputs)
            given[name] = value;
        return GraphRuntime.Probe(model, given);
    }

    public static TensorData Floats(long seed, params ReadOnlySpan<long> shape)
    {
        var random = new RandomStream(seed);
        var values = new float[Shapes.Count(shape)];
        random.Normal(values);
        return TensorData.Of<float>(values, shape);
    }

    public static void AssertEqual(TensorData expected, TensorData actual, double tolerance = 1e-5)
    {
        Assert.Equal(expected.Shape, actual.Shape);
        foreach (var (a, b) in expected.ToDoubles().Zip(actual.ToDoubles()))
            Assert.InRange(Math.Abs(a - b), 0, tolerance * (1 + Math.Abs(a)));
    }
}
