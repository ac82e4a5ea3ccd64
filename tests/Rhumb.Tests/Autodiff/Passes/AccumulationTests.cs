using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Sums at indices that occur many times: none is lost, however many threads there are.</summary>
public sealed class AccumulationTests
{
    private static Model Fast(Model model) => model with { Graph = FastForms.Run(model.Graph, new VaryingLengths(model.Graph)) };

    private static double[] Run(CompiledGraph graph, params (string Name, TensorData Value)[] inputs)
    {
        var tensors = inputs.ToDictionary(input => input.Name, input => GraphRuntime.ToTensor(input.Value));
        var results = graph.Run(tensors);
        var values = GraphRuntime.ToData(results["y"]).ToDoubles().ToArray();
        foreach (var tensor in tensors.Values.Concat(results.Values))
            tensor.Dispose();
        return values;
    }

    /// <summary>Whole numbers, whose sums are exact in any order.</summary>
    [Fact]
    public void No_sum_is_lost()
    {
        const int count = 200_000, places = 4, columns = 8;
        var g = new GraphBuilder();
        var (data, updates) = (GraphBuilder.Input("data", ElementType.Float, places, columns), GraphBuilder.Input("updates", ElementType.Float, count, columns));
        var indices = g.Constant(TensorData.Of<long>([.. Enumerable.Range(0, count).Select(i => (long)(i % places))], count, 1));
        var model = Fast(GraphRuns.Model(g, [data, updates], g.Named("y", g.ScatterNdAdd(data, indices, updates))));
        using var graph = GraphRuntime.Compile(model);
        for (var run = 0; run < 5; run++)
            Assert.All(
                Run(graph, ("data", TensorData.Of<float>(new float[places * columns], places, columns)), ("updates", TensorData.Of<float>([.. Enumerable.Repeat(1f, count * columns)], count, columns))),
                sum => Assert.Equal(count / places, sum));
    }

    [Theory]
    [InlineData("add", 1), InlineData("add", 2), InlineData("add", 3), InlineData("mul", 2), InlineData("max", 1), InlineData("min", 2)]
    public void The_same_as_one_after_the_other(string reduction, int depth)
    {
        long[] shape = [3, 4, 2];
        var g = new GraphBuilder();
        var (data, updates) = (GraphBuilder.Input("data", ElementType.Float, shape), GraphBuilder.Input("updates", ElementType.Float, [2, 3, .. shape[depth..]]));
        // Negative ones, and the same twice.
        var random = new Random(depth);
        long[] at = [.. Enumerable.Range(0, 6 * depth).Select(i => i < depth || i >= 5 * depth ? (i % depth == 0 ? -1L : 0) : random.Next((int)-shape[i % depth], (int)shape[i % depth]))];
        var indices = g.Constant(TensorData.Of<long>(at, 2, 3, depth));
        var model = GraphRuns.Model(g, [data, updates], g.Named("y", g.Emit("ScatterND", [data, indices, updates], ElementType.Float, shape, new() { { "reduction", reduction } })));
        var fast = Fast(model);
        Assert.DoesNotContain(fast.Graph.Nodes, node => node.OpType == "ScatterND");
        (string, TensorData)[] inputs = [("data", GraphRuns.Floats(1, shape)), ("updates", GraphRuns.Floats(2, [2, 3, .. shape[depth..]]))];
        using var plain = GraphRuntime.Compile(model);
        using var accumulated = GraphRuntime.Compile(fast);
        foreach (var (a, b) in Run(plain, inputs).Zip(Run(accumulated, inputs)))
            Assert.Equal(a, b, 1e-5);
    }
}
