namespace Rhumb.Autodiff.Graphs.Building;

/// <summary>Strides, dilations, explicit padding and groups of a convolution in any number of spatial dimensions.</summary>
/// <param name="Kernel">Kernel lengths [s].</param>
/// <param name="Strides">Strides [s].</param>
/// <param name="Dilations">Dilations [s].</param>
/// <param name="PadsBefore">Zeros before each axis [s].</param>
/// <param name="PadsAfter">Zeros after each axis [s].</param>
/// <param name="Group">Number of groups.</param>
public sealed record ConvolutionGeometry(
    IReadOnlyList<long> Kernel, IReadOnlyList<long> Strides, IReadOnlyList<long> Dilations,
    IReadOnlyList<long> PadsBefore, IReadOnlyList<long> PadsAfter, long Group = 1)
{
    /// <summary>The same stride and padding on every axis, no dilation.</summary>
    public static ConvolutionGeometry Uniform(int dimensions, long kernel, long stride, long pad) => new(
        All(dimensions, kernel), All(dimensions, stride), All(dimensions, 1), All(dimensions, pad), All(dimensions, pad));

    /// <summary>Number of spatial axes.</summary>
    public int Dimensions => Kernel.Count;

    /// <summary>The geometry of a Conv node: x's and w's spatial lengths resolve automatic padding.</summary>
    public static ConvolutionGeometry OfConv(Node node, ReadOnlySpan<long> x, ReadOnlySpan<long> kernel)
    {
        var geometry = Explicit(node, kernel);
        var auto = node.Attributes.String("auto_pad", "NOTSET");
        if (auto is "NOTSET" or "VALID")
            return auto == "VALID" ? geometry with { PadsBefore = All(kernel.Length, 0), PadsAfter = All(kernel.Length, 0) } : geometry;
        var (before, after) = (new long[kernel.Length], new long[kernel.Length]);
        for (var i = 0; i < kernel.Length; i++)
        {
            var output = (x[i] + geometry.Strides[i] - 1) / geometry.Strides[i];
            var total = Math.Max(0, ((output - 1) * geometry.Strides[i]) + geometry.Span(i) - x[i]);
            (before[i], after[i]) = auto == "SAME_UPPER" ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
        }
        return geometry with { PadsBefore = before, PadsAfter = after };
    }

    /// <summary>The geometry of a ConvTranspose node, its padding resolved from the lengths it goes from and to.</summary>
    public static ConvolutionGeometry OfConvTranspose(Node node, ReadOnlySpan<long> x, ReadOnlySpan<long> kernel, ReadOnlySpan<long> output)
    {
        var geometry = Explicit(node, kernel);
        var auto = node.Attributes.String("auto_pad", "NOTSET");
        if (auto == "NOTSET" && node.Attributes.Ints("output_shape") is null)
            return geometry;
        var (before, after) = (new long[kernel.Length], new long[kernel.Length]);
        var extra = node.Attributes.Ints("output_padding");
        for (var i = 0; i < kernel.Length; i++)
        {
            var total = Math.Max(0, (geometry.Strides[i] * (x[i] - 1)) + (extra?[i] ?? 0) + geometry.Span(i) - output[i]);
            (before[i], after[i]) = auto == "SAME_UPPER" ? (total / 2, total - (total / 2)) : (total - (total / 2), total / 2);
        }
        return geometry with { PadsBefore = before, PadsAfter = after };
    }

    private static ConvolutionGeometry Explicit(Node node, ReadOnlySpan<long> kernel)
    {
        var n = kernel.Length;
        var pads = node.Attributes.Ints("pads") ?? new long[2 * n];
        return new ConvolutionGeometry(kernel.ToArray(), node.Attributes.Ints("strides") ?? All(n, 1), node.Attributes.Ints("dilations") ?? All(n, 1),
            pads[..n], pads[n..], node.Attributes.Int("group", 1));
    }

    /// <summary>Extent of the dilated kernel on one axis.</summary>
    public long Span(int axis) => (Dilations[axis] * (Kernel[axis] - 1)) + 1;

    /// <summary>Spatial lengths of the convolution's output.</summary>
    public long[] OutputLengths(ReadOnlySpan<long> x)
    {
        var lengths = new long[Dimensions];
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = ((x[i] + PadsBefore[i] + PadsAfter[i] - Span(i)) / Strides[i]) + 1;
        return lengths;
    }

    /// <summary>As attributes of Conv.</summary>
    public Attributes ToAttributes() => new()
    {
        { "kernel_shape", Kernel.ToArray() }, { "strides", Strides.ToArray() }, { "dilations", Dilations.ToArray() },
        { "pads", (long[])[.. PadsBefore, .. PadsAfter] }, { "group", Group },
    };

    /// <summary>As attributes of ConvTranspose from spatial lengths <paramref name="from"/> to <paramref name="to"/>.</summary>
    /// <exception cref="GraphException">The lengths do not belong to this geometry.</exception>
    public Attributes ToTransposeAttributes(ReadOnlySpan<long> from, ReadOnlySpan<long> to)
    {
        var output = new long[Dimensions];
        for (var i = 0; i < output.Length; i++)
        {
            output[i] = to[i] - ((Strides[i] * (from[i] - 1)) + Span(i) - PadsBefore[i] - PadsAfter[i]);
            if (output[i] < 0)
                throw GraphException.Contradiction($"A transposed convolution cannot go from {Shapes.Text(from)} to {Shapes.Text(to)}.");
        }
        return ToAttributes().With(values => values["output_padding"] = output);
    }

    private static long[] All(int n, long value) => [.. Enumerable.Repeat(value, n)];
}
