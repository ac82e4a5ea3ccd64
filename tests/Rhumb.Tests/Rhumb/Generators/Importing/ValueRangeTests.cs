using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators.Importing;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>Black and white as the last activation says them, through what scales and shifts it.</summary>
public sealed class ValueRangeTests
{
    public static TheoryData<string, Func<GraphBuilder, Value, Value>, (float, float)?> Tails => new()
    {
        { "tanh", (g, x) => g.Tanh(x), (-1, 1) },
        { "(tanh + 1) / 2", (g, x) => g.Div(g.Add(g.Tanh(x), g.Scalar(1)), g.Scalar(2)), (0, 1) },
        { "0.5 tanh + 0.5", (g, x) => g.Add(g.Scalar(0.5), g.Mul(g.Scalar(0.5), g.Tanh(x))), (0, 1) },
        { "2 sigmoid − 1", (g, x) => g.Sub(g.Mul(g.Sigmoid(x), g.Scalar(2)), g.Scalar(1)), (-1, 1) },
        { "127.5 (clip(−1, 1) + 1)", (g, x) => g.Mul(g.Add(g.Clip(x, -1, 1), g.Scalar(1)), g.Scalar(127.5)), (0, 255) },
        { "clip after scaling", (g, x) => g.Clip(g.Add(g.Mul(x, g.Scalar(0.5)), g.Scalar(0.5)), 0, 1), (0, 1) },
        { "clip(−256, 256)", (g, x) => g.Clip(x, -256, 256), null },
        { "3 tanh", (g, x) => g.Mul(g.Tanh(x), g.Scalar(3)), null },
        { "1 − sigmoid", (g, x) => g.Sub(g.Scalar(1), g.Sigmoid(x)), null },
        { "by a gain for each pixel", (g, x) => g.Mul(g.Tanh(x), g.Constant(TensorData.Of([1f, 2, 3, 4], 1, 4))), null },
        { "none", (g, x) => g.Mul(x, g.Scalar(2)), null },
    };

    [Theory]
    [MemberData(nameof(Tails))]
    public void The_last_activation_says(string tail, Func<GraphBuilder, Value, Value> body, (float, float)? expected)
    {
        var (g, x) = (new GraphBuilder(), GraphBuilder.Input("x", ElementType.Float, -1, 4));
        var output = g.Named("image", g.Reshape(body(g, x), -1, 1, 2, 2));
        Assert.Equal((tail, expected), (tail, ValueRange.Of(g.Build("decoder", [x], [output]), output)));
    }
}
