using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>One axis of a Resize: its length before and after, and the scale or the size that it was asked for.</summary>
internal sealed record ResizedAxis(int Axis, long From, long Length, float? Scale, float Start, float End);

/// <summary>What a Resize node does, axis by axis; axes that stay as they are are left out.</summary>
internal sealed class ResizeGeometry
{
    private readonly Attributes _attributes;

    private ResizeGeometry(Attributes attributes, IReadOnlyList<ResizedAxis> axes) => (_attributes, Axes) = (attributes, axes);

    /// <summary>The axes that change, in ascending order.</summary>
    public IReadOnlyList<ResizedAxis> Axes { get; }

    /// <summary>nearest, linear or cubic.</summary>
    public string Mode => _attributes.String("mode", "nearest");

    private bool Crops => _attributes.String("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize";

    /// <exception cref="GraphException">Scales or sizes are not known.</exception>
    public static ResizeGeometry Of(Node node)
    {
        var (from, to) = (node.Inputs[0]!.Extents, node.Outputs[0]!.Extents);
        long[] named = node.Attributes.Ints("axes") ?? [.. Enumerable.Range(0, from.Length).Select(i => (long)i)];
        var roi = Numbers(node, 1);
        var scales = Numbers(node, 2) ?? KeptAspect(node, named, from, to);
        var crops = node.Attributes.String("coordinate_transformation_mode", "half_pixel") == "tf_crop_and_resize";
        if (crops && roi is null)
            throw new GraphException($"{node.Title} crops without a region of interest; the model is damaged, export it again.");
        var axes = new List<ResizedAxis>();
        for (var i = 0; i < named.Length; i++)
        {
            var axis = Shapes.Axis(named[i], from.Length);
            var (start, end) = crops ? (roi![i], roi[named.Length + i]) : (0, 1);
            if (from[axis] != to[axis] || (scales?[i] ?? 1) != 1 || (start, end) != (0, 1))
                axes.Add(new ResizedAxis(axis, from[axis], to[axis], scales?[i], start, end));
        }
        // The tangent of what is read from outside the region is zero.
        var kept = node.Attributes.With(values => { values.Remove("axes"); values.Remove("keep_aspect_ratio_policy"); values.Remove("extrapolation_value"); });
        return new ResizeGeometry(kept, [.. axes.OrderBy(axis => axis.Axis)]);
    }

    private static float[]? Numbers(Node node, int index) =>
        node.Input(index) is null || Constants.Of(node, index) is { Count: 0 } ? null : [.. Constants.Of(node, index).ToDoubles().Select(x => (float)x)];

    // "Not larger" and "not smaller" give every axis the same scale; the size then follows by rounding, a scale's by cutting off.
    private static float[]? KeptAspect(Node node, long[] axes, long[] from, long[] to)
    {
        var policy = node.Attributes.String("keep_aspect_ratio_policy", "stretch");
        if (policy == "stretch")
            return null;
        var ratios = axes.Zip(Constants.Ints(node, 3), (axis, size) => size / (float)from[Shapes.Axis(axis, from.Length)]).ToList();
        var scale = policy == "not_larger" ? ratios.Min() : ratios.Max();
        if (axes.Select(axis => Shapes.Axis(axis, from.Length)).Any(axis => (long)(scale * from[axis]) != to[axis]))
            throw new GraphException($"{node.Title} keeps the aspect ratio with a length that is rounded up, which has no derivative rule; give it scales instead.");
        return [.. axes.Select(_ => scale)];
    }

    /// <summary>The same resampling of another value, whose axes lie <paramref name="shift"/> further back.</summary>
    public Value Resize(GraphBuilder g, Value x, int shift, ReadOnlySpan<long> shape) => Resize(g, x, Axes, shift, shape);

    /// <summary>
    /// M [n, m] with y_j = Σ_i M[i, j] x_i along one axis: the operator applied to the identity, so that it is right in every mode as the runtime computes it.
    /// </summary>
    public Value Matrix(GraphBuilder g, ResizedAxis axis, ElementType type)
    {
        var (n, m) = (axis.From, axis.Length);
        var zeros = g.Expand(g.Scalar(0, type), [n, n]);
        var identity = g.Reshape(g.Emit("EyeLike", [zeros], type, [n, n]), [1, n, n, 1]);
        return g.Reshape(Resize(g, identity, [axis with { Axis = 2 }], 0, [1, n, m, 1]), [n, m]);
    }

    private Value Resize(GraphBuilder g, Value x, IReadOnlyList<ResizedAxis> axes, int shift, ReadOnlySpan<long> shape)
    {
        var attributes = _attributes.With(values => values["axes"] = axes.Select(axis => (long)axis.Axis + shift).ToArray());
        var roi = Crops ? Floats(g, [.. axes.Select(axis => axis.Start), .. axes.Select(axis => axis.End)]) : null;
        var scales = axes[0].Scale is null ? null : Floats(g, [.. axes.Select(axis => axis.Scale!.Value)]);
        var sizes = scales is null ? g.Ints([.. axes.Select(axis => axis.Length)]) : null;
        return g.Emit("Resize", sizes is null ? [x, roi, scales] : [x, roi, null, sizes], x.ElementType, shape, attributes);
    }

    private static Value Floats(GraphBuilder g, float[] values) => g.Constant(TensorData.Of<float>(values, values.Length));

    /// <summary>Whether an axis only writes each element a whole number of times, s = m/n.</summary>
    public bool Replicates(ResizedAxis axis)
    {
        if (Mode != "nearest" || axis.From == 0 || axis.Length % axis.From != 0 || axis.Length == 0
            || (axis.Scale is { } scale && scale != axis.Length / axis.From))
            return false;
        var rounding = _attributes.String("nearest_mode", "round_prefer_floor");
        // Between the centres of an element's copies and its own lies less than half an element.
        return _attributes.String("coordinate_transformation_mode", "half_pixel") switch
        {
            "asymmetric" => rounding == "floor",
            "half_pixel" or "half_pixel_symmetric" => rounding is "round_prefer_floor" or "round_prefer_ceil",
            "pytorch_half_pixel" => axis.Length > 1 && rounding is ("round_prefer_floor" or "round_prefer_ceil"),
            _ => false,
        };
    }
}
