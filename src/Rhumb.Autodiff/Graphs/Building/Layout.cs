namespace Rhumb.Autodiff.Graphs.Building;

public sealed partial class GraphBuilder
{
    /// <summary>The value with another shape of as many elements; one axis may be −1.</summary>
    public Value Reshape(Value x, params ReadOnlySpan<long> shape) => Reshaped(x, shape, shape);

    private Value Reshaped(Value x, ReadOnlySpan<long> target, ReadOnlySpan<long> shape)
    {
        if (x.Extents.AsSpan().SequenceEqual(shape) && x.HasShape)
            return x;
        if (x.HasShape && !shape.Contains(-1) && Shapes.Count(x.Shape) != Shapes.Count(shape))
            throw GraphException.Contradiction($"{Shapes.Text(x.Shape)} cannot be reshaped to {Shapes.Text(shape)}.");
        if (x.HasShape && shape.Count(-1L) == 1)
        {
            var known = 1L;
            foreach (var length in shape)
                known *= length < 0 ? 1 : length;
            var resolved = shape.ToArray();
            resolved[shape.IndexOf(-1L)] = known == 0 ? 0 : Shapes.Count(x.Shape) / known;
            return Reshaped(x, target, resolved);
        }
        return Emit("Reshape", [x, Ints(target)], x.ElementType, shape);
    }

    /// <summary>Axes in the order <paramref name="permutation"/>.</summary>
    public Value Transpose(Value x, params ReadOnlySpan<int> permutation)
    {
        var shape = new long[permutation.Length];
        var identity = true;
        for (var i = 0; i < shape.Length; i++)
        {
            shape[i] = x.Extents[permutation[i]];
            identity &= permutation[i] == i;
        }
        return identity ? x : Emit("Transpose", [x], x.ElementType, shape, new() { { "perm", permutation.ToArray() } });
    }

    /// <summary>The value with its last two axes exchanged.</summary>
    public Value TransposeLast(Value x)
    {
        var permutation = Enumerable.Range(0, x.Rank).ToArray();
        (permutation[^1], permutation[^2]) = (permutation[^2], permutation[^1]);
        return Transpose(x, permutation);
    }

    /// <summary>The value broadcast to a larger shape; 1 in <paramref name="shape"/> keeps the axis.</summary>
    public Value Expand(Value x, params ReadOnlySpan<long> shape)
    {
        var result = Shapes.Broadcast(x.Extents, shape);
        return x.Extents.AsSpan().SequenceEqual(result) ? x : Emit("Expand", [x, Ints(shape)], x.ElementType, result);
    }

    /// <summary>Values joined along an axis.</summary>
    public Value Concat(int axis, params IReadOnlyList<Value> values)
    {
        if (values.Count == 1)
            return values[0];
        var shape = values[0].Extents.ToArray();
        shape[axis] = values.Sum(value => value.Extents[axis]);
        return Emit("Concat", values, values[0].ElementType, shape, new() { { "axis", axis } });
    }

    /// <summary>Elements start, start + step, … before end along one axis; start and end are within the axis.</summary>
    public Value Slice(Value x, int axis, long start, long end, long step = 1)
    {
        var shape = x.Extents.ToArray();
        if (start == 0 && end == shape[axis] && step == 1)
            return x;
        shape[axis] = step > 0 ? (end - start + step - 1) / step : (start - end - step - 1) / -step;
        return Emit("Slice", [x, Ints(start), Ints(end), Ints(axis), Ints(step)], x.ElementType, shape);
    }

    /// <summary>Elements start … start + length − 1 along several axes, from <paramref name="first"/> on, in one pass.</summary>
    public Value Slice(Value x, int first, ReadOnlySpan<long> starts, ReadOnlySpan<long> lengths)
    {
        var (shape, ends, axes) = (x.Extents.ToArray(), starts.ToArray(), new long[starts.Length]);
        for (var i = 0; i < starts.Length; i++)
        {
            axes[i] = first + i;
            ends[i] += lengths[i];
            shape[first + i] = lengths[i];
        }
        return x.Extents.AsSpan().SequenceEqual(shape) ? x : Emit("Slice", [x, Ints(starts), Ints(ends), Ints(axes)], x.ElementType, shape);
    }

    /// <summary>The axis in reverse order.</summary>
    public Value Reverse(Value x, int axis)
    {
        return Emit("Slice", [x, Ints(-1), Ints(long.MinValue), Ints(axis), Ints(-1)], x.ElementType, x.Extents);
    }

    /// <summary>The value with zeros before and after each axis.</summary>
    public Value Pad(Value x, ReadOnlySpan<long> before, ReadOnlySpan<long> after)
    {
        var shape = x.Extents.ToArray();
        var any = false;
        for (var i = 0; i < shape.Length; i++)
        {
            any |= before[i] != 0 || after[i] != 0;
            if (shape[i] >= 0)
                shape[i] += before[i] + after[i];
        }
        return any ? Emit("Pad", [x, Ints([.. before, .. after])], x.ElementType, shape) : x;
    }

    /// <summary>Slices of <paramref name="x"/> along <paramref name="axis"/> at <paramref name="indices"/>, whose axes take the axis' place.</summary>
    public Value Gather(Value x, Value indices, int axis) =>
        Emit("Gather", [x, indices], x.ElementType,
            [.. x.Extents[..axis], .. indices.Extents, .. x.Extents[(axis + 1)..]], new() { { "axis", axis } });

    /// <summary>data with updates added at indices [.., q]: out[indices] += updates.</summary>
    public Value ScatterNdAdd(Value data, Value indices, Value updates) =>
        Emit("ScatterND", [data, indices, updates], data.ElementType, data.Extents, new() { { "reduction", "add" } });

    /// <summary>The lengths of the axes [rank], int64.</summary>
    public Value ShapeOf(Value x) => Emit("Shape", [x], ElementType.Int64, [x.Rank]);
}
