namespace Rhumb.Search.Lines;

/// <summary>The slider positions that a scorer looks at: the centre is always among them, so a search over them never worsens.</summary>
public static class LinePositions
{
    /// <summary>
    /// N equally spaced t in [−1, 1], both ends and 0 among them. An even <paramref name="count"/> would leave the centre out, so it is
    /// raised by one.
    /// </summary>
    /// <exception cref="RhumbException">count is below 2.</exception>
    public static IReadOnlyList<double> Spaced(int count)
    {
        if (count < 2) throw new RhumbException($"A line needs at least 2 positions beside its centre to choose from, not {count}; ask for 3 or more.");
        var half = count / 2;
        return [.. Enumerable.Range(-half, 2 * half + 1).Select(i => (double)i / half)];
    }

    /// <summary>
    /// About N positions in [−1, 1]^l: the grid of m^l equally spaced ones with the largest odd m ≥ 3 that fits; where not even 3^l fit,
    /// the centre and N − 1 points of the additive recurrence on the generalised golden ratio (Roberts 2018), which fill the cube evenly.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<double>> Filling(int sliders, int count, LineSpacing spacing = LineSpacing.Even)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sliders);
        var even = Evenly(sliders, count);
        return spacing == LineSpacing.Even ? even : [.. even.Select(position => (IReadOnlyList<double>)[.. position.Select(u => u * u * u)])];
    }

    private static IReadOnlyList<IReadOnlyList<double>> Evenly(int sliders, int count)
    {
        if (sliders == 1) return [.. Spaced(count).Select(t => (IReadOnlyList<double>)[t])];
        if (count < 2) Spaced(count);
        var side = (int)Math.Floor(Math.Pow(count, 1.0 / sliders) + 1e-9);
        return side >= 3 ? Grid(sliders, (side - 1) / 2) : Scattered(sliders, count);
    }

    private static List<IReadOnlyList<double>> Grid(int sliders, int half)
    {
        var positions = new List<IReadOnlyList<double>> { Array.Empty<double>() };
        for (var slider = 0; slider < sliders; slider++)
            positions = [.. positions.SelectMany(head => Enumerable.Range(-half, 2 * half + 1).Select(i => (IReadOnlyList<double>)[.. head, (double)i / half]))];
        return positions;
    }

    private static List<IReadOnlyList<double>> Scattered(int sliders, int count)
    {
        var ratio = 2.0;   // the positive root of x^(l+1) = x + 1
        for (var i = 0; i < 60; i++) ratio = Math.Pow(1 + ratio, 1.0 / (sliders + 1));
        var positions = new List<IReadOnlyList<double>> { new double[sliders] };
        for (var i = 1; i < count; i++)
        {
            var t = new double[sliders];
            for (var j = 0; j < sliders; j++)
            {
                var u = 0.5 + i * Math.Pow(ratio, -(j + 1));
                t[j] = 2 * (u - Math.Floor(u)) - 1;
            }
            positions.Add(t);
        }
        return positions;
    }
}
