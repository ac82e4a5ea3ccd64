using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Tests.Autodiff;

namespace Rhumb.Tests.Rhumb.Generators;

/// <summary>Vectors go through a graph in as many runs as their memory asks for, with the same result.</summary>
public sealed class JacobianMemoryTests
{
    private const int Latents = 6, Outputs = 2 * 64 * 64;

    // z [1, 6] → two channels of 64², by a product, a repetition and a convolution.
    private static Model Picture()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", global::Rhumb.Autodiff.Graphs.ElementType.Float, 1, Latents);
        var small = g.Reshape(g.Tanh(g.Gemm(z, g.Constant(GraphRuns.Floats(1, Latents, 4 * 32 * 32)))), 1, 4, 32, 32);
        var wide = g.Emit("Resize", [small, null, g.Constant(TensorData.Of<float>([1, 1, 2, 2], 4))], small.ElementType, [1, 4, 64, 64], new() { { "mode", "nearest" } });
        var x = g.Tanh(g.Conv(wide, g.Constant(GraphRuns.Floats(2, 2, 4, 3, 3)), ConvolutionGeometry.Uniform(2, 3, 1, 1)));
        return GraphRuns.Model(g, [z], g.Named("x", g.Reshape(x, 1, Outputs)));
    }

    private static JacobianGraphs Graphs(long memory) =>
        new(Picture(), "z", [Latents], "x", Outputs, new Dictionary<string, long[]>(), model => GraphRuntime.Compile(model)) { Memory = memory };

    private static JacobianOperator At(JacobianGraphs graphs) =>
        new(graphs, new Dictionary<string, Tensor> { ["z"] = Tensor.Create<float>([0.1f, -0.4f, 0.7f, 1, -1, 0.3f], 1, Latents) });

    [Theory]
    [InlineData(1L, 1)]
    [InlineData(400_000L, 4)]
    [InlineData(1L << 30, 16)]
    public async Task Fewer_vectors_go_together_and_come_to_the_same(long memory, int atMost)
    {
        using var whole = Graphs(JacobianGraphs.DefaultMemory);
        using var tiled = Graphs(memory);
        using var expected = At(whole);
        using var actual = At(tiled);
        Assert.Equal(JacobianOperator.LargestBlock, whole.ForwardBlock);
        Assert.InRange(tiled.ForwardBlock, 1, atMost);
        Assert.InRange(tiled.BackwardBlock, 1, atMost);
        var (v, u) = (Normal(5, Latents), Normal(5, Outputs));
        Near(await expected.ApplyAsync(v, TestContext.Current.CancellationToken), await actual.ApplyAsync(v, TestContext.Current.CancellationToken));
        Near(await expected.ApplyTransposeAsync(u, TestContext.Current.CancellationToken), await actual.ApplyTransposeAsync(u, TestContext.Current.CancellationToken));
        Assert.Equal(10 + Math.Ceiling(5.0 / tiled.ForwardBlock) + Math.Ceiling(5.0 / tiled.BackwardBlock), actual.RowsUsed);
    }

    /// <summary>At its widest a vector holds the tangent of the convolution [2, 64, 64] and its product with the activation's slope.</summary>
    [Fact]
    public void A_derivative_says_what_it_holds()
    {
        var request = new DerivativeRequest { WithRespectTo = ["z"], Of = ["x"] };
        var jvp = OnnxFile.Read(OnnxFile.Write(Jvp.Build(Picture(), request, GraphRuntime.Probe)));
        var footprint = Footprint.Of(jvp)!;
        Assert.InRange(footprint.PerVector, 4 * 64 * 64 * 4, 6 * 64 * 64 * 4);
        Assert.InRange(footprint.Fixed, 6 * 4 * 32 * 32 * 4, 1 << 20);
        Assert.Null(Footprint.Of(Picture()));
        Assert.Equal(1, footprint.Vectors(1));
        Assert.Equal(7, footprint.Vectors(footprint.Fixed + (7 * footprint.PerVector)));
    }

    private static RowMatrix Normal(int rows, int columns)
    {
        var matrix = new RowMatrix(rows, columns);
        new RandomStream(4, "rows", columns).Normal(matrix.Values);
        return matrix;
    }

    private static void Near(RowMatrix expected, RowMatrix actual)
    {
        Assert.Equal(expected.Rows, actual.Rows);
        Assert.All(expected.Values.Zip(actual.Values), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 1e-4 * (1 + Math.Abs(pair.First))));
    }
}
