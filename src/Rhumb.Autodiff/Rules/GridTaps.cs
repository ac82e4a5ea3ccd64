using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>
/// The elements that each place of a GridSample reads, and their weights: on every axis a few neighbours (1, 2 or 4) whose weights are polynomials of the
/// distance f ∈ [0, 1) from the element before; elements and weights of all axes are multiplied out.
/// </summary>
internal sealed class GridTaps
{
    // Weights by power of f: constant, f, f², f³; one entry a neighbour. Cubic convolution (Keys 1981) with a = −0.75, as PyTorch and the standard have it.
    private static readonly double[][] Nearest = [[1]];
    private static readonly double[][] Linear = [[1, 0], [-1, 1]];
    private static readonly double[][] Cubic = [[0, 1, 0, 0], [-0.75, 0, 0.75, 0], [1.5, -2.25, 1.5, -0.75], [-0.75, 1.25, -1.25, 0.75]];

    private readonly GraphBuilder _g;
    private readonly Value _grid;
    private readonly long[] _lengths;
    private readonly string _padding;
    private readonly bool _align;
    private readonly double[][] _polynomial;
    private readonly List<(Term Element, Term Weight, Term Slope)> _axes = [];

    public GridTaps(GraphBuilder g, Node node)
    {
        var (x, grid) = (node.Inputs[0]!, node.Inputs[1]!);
        (_g, _grid, _lengths) = (g, grid, x.Shape[2..]);
        (_padding, _align) = (node.Attributes.String("padding_mode", "zeros"), node.Attributes.Flag("align_corners"));
        _polynomial = node.Attributes.String("mode", "linear") switch { "nearest" => Nearest, "cubic" or "bicubic" => Cubic, _ => Linear };
        (N, Channels, Output) = (x.Shape[0], x.Shape[1], grid.Shape[1..^1]);
        for (var axis = 0; axis < _lengths.Length; axis++)
            _axes.Add(Axis(axis));
        Index = Combined();
    }

    public long N { get; }

    public long Channels { get; }

    /// <summary>Lengths of the output's spatial axes.</summary>
    public long[] Output { get; }

    /// <summary>Number of places, the product of <see cref="Output"/>.</summary>
    public long Places => Shapes.Count(Output);

    public int Dimensions => _lengths.Length;

    /// <summary>Elements read at each place.</summary>
    public long Count => (long)Math.Pow(_polynomial[0].Length, Dimensions);

    /// <summary>Whether small moves of a place change nothing.</summary>
    public bool IsFlat => _polynomial.Length == 1;

    /// <summary>Which row of the data [N · elements, C] each tap reads [N, places, taps].</summary>
    public Value Index { get; }

    /// <summary>Coordinate of an axis in a grid [N, …, d]: the grid's first coordinate is the last axis.</summary>
    public Value Component(Value grid, int axis) => _g.Slice(grid, grid.Rank - 1, Dimensions - 1 - axis, Dimensions - axis);

    /// <summary>Weights [N, places, taps], or where an axis is named their derivative with respect to the grid's coordinate on it.</summary>
    public Value Weight(int? derivative)
    {
        Term? product = null;
        for (var axis = 0; axis < Dimensions; axis++)
        {
            var factor = Spread(axis == derivative ? _axes[axis].Slope : _axes[axis].Weight, axis);
            product = product is { } before ? before * factor : factor;
        }
        return _g.Reshape(product!.Value, [N, Places, Count]);
    }

    // [N, places, t] on axis a of [N, places, t, t, …].
    private Term Spread(Term taps, int axis) =>
        taps.With(_g.Reshape(taps, [N, Places, .. Enumerable.Repeat(1L, axis), taps.Value.Shape[2], .. Enumerable.Repeat(1L, Dimensions - axis - 1)]));

    private Value Combined()
    {
        var elements = Shapes.Count(_lengths);
        Term sum = new(_g, _g.Constant(TensorData.Of<long>([.. Enumerable.Range(0, (int)N).Select(n => n * elements)], [N, 1, .. Enumerable.Repeat(1L, Dimensions)])));
        for (var axis = 0; axis < Dimensions; axis++)
            sum += Spread(sum.With(_g.Cast(_axes[axis].Element, ElementType.Int64)), axis) * Shapes.Count(_lengths.AsSpan((axis + 1)..));
        return _g.Reshape(sum, [N, Places, Count]);
    }

    private (Term Element, Term Weight, Term Slope) Axis(int axis)
    {
        var length = _lengths[axis];
        Term grid = new(_g, _g.Reshape(Component(_grid, axis), [N, Places, 1]));
        // −1 and 1 are the outer elements' centres, or their outer edges.
        var scale = (_align ? length - 1 : length) / 2.0;
        var place = (grid * scale) + ((length - 1) / 2.0);
        var cubic = _polynomial.Length == 4;
        if (IsFlat)
            place = place.With(_g.Unary("Round", place));
        // Cubic weights stay those of the place itself; its neighbours are padded one by one.
        var (at, slope) = cubic || _padding == "zeros" ? (place, place.Number(1)) : Padded(place, length);
        var first = at.With(_g.Unary("Floor", at));
        var f = at - first;
        var element = first + Constant([.. _polynomial[0].Select((_, t) => cubic ? t - 1.0 : t)], grid);
        if (cubic && _padding == "reflection")
            element = Padded(element, length).At;
        var weight = Polynomial(_polynomial, f);
        var rise = IsFlat ? weight * 0 : Polynomial([.. _polynomial.Skip(1).Select((row, power) => Array.ConvertAll(row, a => a * (power + 1)))], f) * slope * scale;
        if (_padding == "zeros")
        {
            var inside = element.With(_g.Cast(_g.And(element >= 0, element <= length - 1), grid.Value.ElementType));
            (weight, rise) = (weight * inside, rise * inside);
        }
        return (element.With(_g.Clip(element, 0, length - 1)), weight, rise);
    }

    // Where padding moves a place to, and the derivative of that: 0 where it is clamped, −1 where it runs backwards.
    private (Term At, Term Slope) Padded(Term place, long length)
    {
        var type = place.Value.ElementType;
        var (at, sign) = (place, place.Number(1));
        if (_padding == "reflection")
        {
            var (low, span) = _align ? (0.0, length - 1.0) : (-0.5, length);
            if (span == 0)
                return (place * 0, place.Number(0));
            var turns = place.With(_g.Unary("Floor", (place - low) / span));
            var odd = turns - (2 * turns.With(_g.Unary("Floor", turns / 2)));
            var rest = place - low - (turns * span);
            (at, sign) = (rest + (odd * (span - (2 * rest))) + low, 1 - (2 * odd));
        }
        var within = at.With(_g.Cast(_g.And(at > 0, at < length - 1), type));
        return (at.With(_g.Clip(at, 0, length - 1)), sign * within);
    }

    private Term Constant(double[] values, Term like) =>
        like.With(_g.Cast(_g.Constant(TensorData.Of<float>([.. values.Select(x => (float)x)], [1, 1, values.Length])), like.Value.ElementType));

    // Horner's scheme in f [N, places, 1] for all neighbours at once.
    private Term Polynomial(double[][] powers, Term f)
    {
        var sum = Constant(powers[^1], f);
        for (var power = powers.Length - 2; power >= 0; power--)
            sum = (sum * f) + Constant(powers[power], f);
        return sum.With(_g.Expand(sum, [N, Places, powers[0].Length]));
    }
}
