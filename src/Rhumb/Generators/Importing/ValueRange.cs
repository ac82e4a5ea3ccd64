using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>Which values of an image are black and white: what its last activation says, or else the samples.</summary>
internal static class ValueRange
{
    /// <summary>Share of the samples' values on each side that may lie outside.</summary>
    private const double Outliers = 0.002;

    /// <summary>
    /// The range that the last activation before <paramref name="output"/> forces, brought through what scales and shifts it by constants, as (tanh + 1) / 2; null where there is none, or where the
    /// result is no usual range.
    /// </summary>
    public static (float Low, float High)? Of(Graph graph, Value output)
    {
        // What follows the activation takes its y to scale · y + shift.
        var (scale, shift) = (1.0, 0.0);
        for (var at = output; graph.Nodes.FirstOrDefault(node => node.Domain.Length == 0 && node.Outputs.Contains(at)) is { } node;)
        {
            var (a, b) = (Scalar(node.Input(0)), Scalar(node.Input(1)));
            switch (node.OpType)
            {
                case "Tanh": return Usual(-1, 1);
                case "Sigmoid": return Usual(0, 1);
                case "Clip" when a is null && b is { } low && Scalar(node.Input(2)) is { } high: return Usual(low, high);
                case "Identity" or "Reshape" or "Transpose" or "Squeeze" or "Unsqueeze" or "Flatten" or "Cast" or "Round": break;
                case "Mul" when (a ?? b) is { } factor: scale *= factor; break;
                case "Div" when b is { } divisor: scale /= divisor; break;
                case "Add" when (a ?? b) is { } added: shift += scale * added; break;
                case "Sub" when b is { } taken: shift -= scale * taken; break;
                default: return null;
            }
            at = node.OpType is "Mul" or "Add" && a is not null ? node.Input(1)! : node.Input(0)!;
        }
        return null;

        (float Low, float High)? Usual(double low, double high) => (Math.Round((scale * low) + shift, 3), Math.Round((scale * high) + shift, 3)) switch
        {
            (-1, 1) => (-1, 1),
            (0, 1) => (0, 1),
            (0, 255) => (0, 255),
            _ => null,
        };
    }

    private static double? Scalar(Value? value) => value?.Constant is { } data && data.ElementType.IsReal() && Autodiff.Graphs.Shapes.Count([.. data.Shape]) == 1 ? data.ToDoubles()[0] : null;

    /// <summary>The usual range that <paramref name="values"/> of many samples fill; null where none fits.</summary>
    public static (float Low, float High)? Of(float[] values)
    {
        var (low, high) = Spread(values);
        return (low, high) switch
        {
            ( >= -0.05f, <= 1.1f) when high > 0.1f => (0, 1),
            ( >= -2.5f, <= 2.5f) when low < -0.05f && high > 0.05f => (-1, 1),
            ( >= -30, <= 285) when high > 10 => (0, 255),
            _ => null,
        };
    }

    /// <summary>The values between which all but a few of <paramref name="values"/> lie.</summary>
    public static (float Low, float High) Spread(float[] values)
    {
        var sorted = (float[])values.Clone();
        Array.Sort(sorted);
        var skipped = (int)(Outliers * sorted.Length);
        return (sorted[skipped], sorted[^(skipped + 1)]);
    }
}
