namespace Rhumb.Autodiff.Graphs;

/// <summary>Arithmetic of tensor shapes.</summary>
public static class Shapes
{
    /// <summary>Number of elements of a shape; 1 for a scalar.</summary>
    /// <exception cref="GraphException">A negative axis or an overflow.</exception>
    public static long Count(ReadOnlySpan<long> shape)
    {
        var count = 1L;
        foreach (var length in shape)
        {
            if (length < 0)
                throw GraphException.Contradiction($"A tensor has the impossible shape {Text(shape)}.");
            try
            {
                count = checked(count * length);
            }
            catch (OverflowException e)
            {
                throw new GraphException($"A tensor of shape {Text(shape)} is too large.", e);
            }
        }
        return count;
    }

    /// <summary>"[2, 3]".</summary>
    public static string Text(ReadOnlySpan<long> shape) => $"[{string.Join(", ", shape.ToArray())}]";

    /// <summary>The shape that a and b broadcast to (numpy's rule).</summary>
    /// <exception cref="GraphException">They do not fit.</exception>
    public static long[] Broadcast(ReadOnlySpan<long> a, ReadOnlySpan<long> b)
    {
        var result = new long[Math.Max(a.Length, b.Length)];
        for (var i = 1; i <= result.Length; i++)
        {
            var x = i <= a.Length ? a[^i] : 1;
            var y = i <= b.Length ? b[^i] : 1;
            if (x != y && x != 1 && y != 1)
                throw GraphException.Contradiction($"Shapes {Text(a)} and {Text(b)} do not broadcast.");
            result[^i] = x == 1 ? y : x;
        }
        return result;
    }

    /// <summary>Axes in [0, rank), from axes that may count from the end.</summary>
    public static int[] Axes(IEnumerable<long> axes, int rank) => [.. axes.Select(axis => Axis(axis, rank)).Order()];

    /// <summary>One axis in [0, rank), from one that may count from the end.</summary>
    public static int Axis(long axis, int rank)
    {
        if (axis < -rank || axis >= rank)
            throw GraphException.Contradiction($"Axis {axis} does not exist in a tensor of rank {rank}.");
        return (int)(axis < 0 ? axis + rank : axis);
    }

    /// <summary>Shape with the given (sorted, non-negative) axes kept as 1 or dropped.</summary>
    public static long[] Reduced(ReadOnlySpan<long> shape, IReadOnlyList<int> axes, bool keep)
    {
        var result = new List<long>(shape.Length);
        for (var i = 0; i < shape.Length; i++)
        {
            if (!axes.Contains(i))
                result.Add(shape[i]);
            else if (keep)
                result.Add(1);
        }
        return [.. result];
    }
}
