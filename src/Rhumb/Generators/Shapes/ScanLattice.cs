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

    /// <summary>Between neighbouring coarse samples of different sign, halves the grid line until it has a grid edge that the surface crosses.</summary>
    public async Task BisectAsync(SampleWave wave, CancellationToken cancellation)
    {
        var lines = Crossed();
        while (lines.Count > 0)
        {
            foreach (var line in lines)
                wave.Request(line.Middle);
            await wave.EvaluateAsync(cancellation);
            var halves = new List<Line>(lines.Count);
            foreach (var line in lines)
            {
                var half = Differ(line.From, line.Middle) ? line with { Steps = line.Steps / 2 } : new Line(line.Middle, line.Stride, line.Steps - line.Steps / 2);
                if (half.Steps > 1)
                    halves.Add(half);
            }
            lines = halves;
        }
    }

    private List<Line> Crossed()
    {
        var lines = new List<Line>();
        var count = _positions.Length;
        for (var axis = 0; axis < 3; axis++)
            for (var i = 1; i < count - 1; i++)
                for (var j = 1; j < count - 1; j++)
                    for (var k = 0; k < count - 1; k++)
                    {
                        var (a, b, from) = (_positions[i], _positions[j], _positions[k]);
                        var line = new Line(
                            axis switch { 0 => _grid.Padded(from, a, b), 1 => _grid.Padded(a, from, b), _ => _grid.Padded(a, b, from) },
                            _grid.Stride(axis),
                            _positions[k + 1] - from);
                        if (line.Steps > 1 && Differ(line.From, line.To))
                            lines.Add(line);
                    }
        return lines;
    }

    private bool Differ(int a, int b) => ((_grid.States[a] ^ _grid.States[b]) & FieldGrid.Inside) != 0;

    /// <summary>Samples From, From + Stride, … in <paramref name="Steps"/> steps.</summary>
    private readonly record struct Line(int From, int Stride, int Steps)
    {
        public int Middle => From + Stride * (Steps / 2);

        public int To => From + Stride * Steps;
    }
}
