using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Linear resizing behind a convolution of each channel with 1 gives the same.</summary>
public sealed class BlockedResizingTests
{
    // The engine has to be optimising, or it takes its plain kernel for both.
    private static Dictionary<string, double[]> Optimised(Model model, TensorData x)
    {
        using var graph = GraphRuntime.Compile(model);
        using var input = GraphRuntime.ToTensor(x);
        var results = graph.Run(new Dictionary<string, Tensor> { ["x"] = input });
        var values = results.ToDictionary(result => result.Key, result => GraphRuntime.ToData(result.Value).ToDoubles().ToArray());
        foreach (var tensor in results.Values)
            tensor.Dispose();
        return values;
    }

    private static Model Resized(string coordinates, long batch, long channels, int height, int tall, int width, int wide, bool scales, long antialias = 0)
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, batch, channels, height, width);
        var (up, across) = (tall / (float)height, wide / (float)width);
        IReadOnlyList<Value?> inputs = scales ? [g.Tanh(x), null, g.Constant(TensorData.Of<float>([up, across], 2))] : [g.Tanh(x), null, null, g.Ints(tall, wide)];
        Attributes attributes = new() { { "mode", "linear" }, { "coordinate_transformation_mode", coordinates }, { "axes", new long[] { 2, 3 } }, { "antialias", antialias } };
        var y = g.Sin(g.Emit("Resize", inputs, ElementType.Float, [batch, channels, tall, wide], attributes));
        return GraphRuns.Model(g, [x], g.Named("y", y));
    }

    private static Model Fast(Model model) => model with { Graph = FastForms.Run(model.Graph, new VaryingLengths(model.Graph)) };

    [Theory]
    [InlineData("half_pixel", -1, 16, 20, 40, 18, 36, true), InlineData("pytorch_half_pixel", 2, 32, 17, 34, 5, 15, false), InlineData("align_corners", 2, 16, 17, 51, 18, 36, true)]
    [InlineData("asymmetric", -1, 16, 40, 80, 20, 40, false), InlineData("half_pixel", 2, 16, 18, 18, 20, 40, true)]
    public void Whole_factors(string coordinates, int batch, int channels, int height, int tall, int width, int wide, bool scales)
    {
        var model = Resized(coordinates, batch, channels, height, tall, width, wide, scales);
        var fast = Fast(model);
        Assert.Contains(fast.Graph.Nodes, node => node.OpType == "Conv");
        var x = GraphRuns.Floats(1, 2, channels, height, width);
        foreach (var (a, b) in Optimised(model, x)["y"].Zip(Optimised(fast, x)["y"]))
            Assert.InRange(Math.Abs(a - b), 0, 1e-5);
    }

    /// <summary>The tangent and the cotangent of a long Resize are of the same operator; it takes no matrix products forwards.</summary>
    [Fact]
    public void Derivatives()
    {
        var model = Resized("half_pixel", 1, 16, 18, 36, 17, 34, scales: true);
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(1, 1, 16, 18, 17) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
        Assert.DoesNotContain(check.JvpModel.Graph.Nodes, node => node.OpType is "MatMul" or "Gemm");
    }

    /// <summary>What the engine has no blocked kernel for, and short axes.</summary>
    [Theory]
    [InlineData("half_pixel", 16, 20, 30, true, 0), InlineData("half_pixel", 12, 20, 40, true, 0), InlineData("half_pixel", 16, 16, 32, true, 0), InlineData("half_pixel_symmetric", 16, 20, 40, false, 0)]
    [InlineData("half_pixel", 16, 40, 20, false, 1), InlineData("half_pixel", 16, 20, 40, true, 1)]
    public void The_rest_stays(string coordinates, int channels, int from, int to, bool scales, int antialias)
    {
        var fast = Fast(Resized(coordinates, 1, channels, from, to, 4, 8, scales, antialias));
        Assert.DoesNotContain(fast.Graph.Nodes, node => node.OpType == "Conv");
    }
}
