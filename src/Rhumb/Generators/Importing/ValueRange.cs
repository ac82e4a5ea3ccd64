using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>Which values of an image are black and white: what its last activation says, or else the samples.</summary>
internal static class ValueRange
{
    /// <summary>Share of the samples' values on each side that may lie outside.</summary>
    private const double Outliers = 0.002;

    /// <summary>The range that the node before <paramref name="output"/> forces; null where it forces none.</summary>
    public static (float Low, float High)? Of(Graph graph, Value output)
    {
        for (var at = output; graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(at)) is { } node; at = node.Input(0)!)
        {
            if (node is { Domain: "", OpType: "Tanh" })
                return (-1, 1);
            if (node is { Domain: "", OpType: "Sigmoid" })
                return (0, 1);
            if (node is not { Domain: "", OpType: "Identity" or "Reshape" or "Transpose" or "Squeeze" or "Unsqueeze" or "Flatten" or "Cast" })
                return null;
        }
        return null;
    }

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
