using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>What the windows of an average hold: how many elements each one divides by, and whether they lie side by side.</summary>
internal static class PoolingWindows
{
    /// <summary>One over the number of elements that each output of an AveragePool averages [1, 1, output lengths].</summary>
    public static TensorData Shares(Node node, ConvolutionGeometry geometry)
    {
        var (x, y) = (node.Inputs[0]!.Shape[2..], node.Outputs[0]!.Shape[2..]);
        var counted = node.Attributes.Flag("count_include_pad");
        var written = ConvolutionGeometry.OfConv(node, x, [.. geometry.Kernel]);
        float[] shares = [1];
        for (var i = 0; i < x.Length; i++)
        {
            var (low, high) = counted ? (-geometry.PadsBefore[i], x[i] + written.PadsAfter[i]) : (0, x[i]);
            long Count(long output) => Enumerable.Range(0, (int)geometry.Kernel[i])
                .Count(k => (output * geometry.Strides[i]) - geometry.PadsBefore[i] + (k * geometry.Dilations[i]) is var at && at >= low && at < high);
            shares = [.. shares.SelectMany(share => Enumerable.Range(0, (int)y[i]).Select(output => share / Count(output)))];
        }
        return TensorData.Of<float>(shares, [1, 1, .. y]);
    }

    /// <summary>Whether windows of the geometry cover lengths <paramref name="x"/> without gaps, overlaps or padding.</summary>
    public static bool Tile(ConvolutionGeometry geometry, ReadOnlySpan<long> y, ReadOnlySpan<long> x)
    {
        for (var i = 0; i < x.Length; i++)
            if (geometry.Strides[i] != geometry.Kernel[i] || geometry.Dilations[i] != 1 || geometry.PadsBefore[i] != 0 || y[i] * geometry.Kernel[i] != x[i])
                return false;
        return true;
    }
}
