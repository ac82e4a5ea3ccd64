namespace Rhumb.Generators.Shapes;

/// <summary>The coarse samples of a grid: m³ of its samples, evenly spread.</summary>
internal sealed class ScanLattice
{
    private readonly FieldGrid _grid;
    private readonly int[] _positions;

    public ScanLattice(FieldGrid grid, int samples)
    {
        _grid = grid;
        // Padded positions, with the layers around as first and last.
        _positions = [0, .. Enumerable.Range(0, samples).Select(i => 1 + (int)((i + 0.5) * grid.Grid.Resolution / samples)), grid.Side - 1];
    }

    /// <summary>The coarse samples, by padded index.</summary>
    public List<int> Samples { get; } = [];

    /// <summary>The coarse samples that along two axes or all three have no neighbour among them of the same sign and nearer to zero: peaks and ridges.</summary>
    public IEnumerable<int> Ridges()
    {
        var m = _positions.Length - 2;
        for (var i = 0; i < Samples.Count; i++)
        {
            var axes = 0;
            foreach (var stride in (ReadOnlySpan<int>)[m * m, m, 1])
            {
                var position = i / stride % m;
                if ((position == 0 || !Rises(i, i - stride)) && (position == m - 1 || !Rises(i, i + stride)))
                    axes++;
            }
            if (axes >= 2)
                yield return Samples[i];
        }

        bool Rises(int from, int to) => !_grid.Differ(Samples[from], Samples[to]) && Math.Abs(_grid.Values[Samples[to]]) < Math.Abs(_grid.Values[Samples[from]]);
    }

    /// <summary>Distance of coarse samples, rounded down.</summary>
    public int Spacing => _grid.Grid.Resolution / (_positions.Length - 2);

    public void RequestAll(SampleWave wave)
    {
        var inner = _positions.AsSpan(1, _positions.Length - 2);
        foreach (var x in inner)
            foreach (var y in inner)
                foreach (var z in inner)
                {
                    wave.Request(_grid.Padded(x, y, z));
                    Samples.Add(_grid.Padded(x, y, z));
                }
    }

    /// <summary>Adds the lines between neighbouring coarse samples of different sign to <paramref name="lines"/>.</summary>
    public void AddCrossedTo(CrossedLines lines)
    {
        var count = _positions.Length;
        for (var axis = 0; axis < 3; axis++)
            for (var i = 1; i < count - 1; i++)
                for (var j = 1; j < count - 1; j++)
                    for (var k = 0; k < count - 1; k++)
                    {
                        var (a, b, k0) = (_positions[i], _positions[j], _positions[k]);
                        var from = axis switch { 0 => _grid.Padded(k0, a, b), 1 => _grid.Padded(a, k0, b), _ => _grid.Padded(a, b, k0) };
                        var (stride, steps) = (_grid.Stride(axis), _positions[k + 1] - k0);
                        if (_grid.Differ(from, from + steps * stride))
                            lines.Add(from, stride, steps);
                    }
    }
}
