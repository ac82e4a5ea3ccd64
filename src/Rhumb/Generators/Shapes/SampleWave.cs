namespace Rhumb.Generators.Shapes;

/// <summary>Collects samples of a grid and evaluates them together, each once, in chunks of bounded size.</summary>
internal sealed class SampleWave(IImplicitField field, FieldGrid target)
{
    /// <summary>Points a call: large enough for full throughput, small enough that activations stay in the cache and cancelling is prompt.</summary>
    public const int ChunkSize = 8192;

    private const byte Requested = 4;
    private readonly float[] _points = new float[3 * Math.Min(ChunkSize, target.Grid.Count)];
    private readonly float[] _values = new float[Math.Min(ChunkSize, target.Grid.Count)];
    private List<int> _pending = [];
    private List<int> _done = [];

    /// <summary>Padded indices of everything evaluated so far, in order.</summary>
    public List<int> Log { get; } = [];

    /// <summary>Samples in the next wave.</summary>
    public int Pending => _pending.Count;

    /// <summary>Adds a sample, by its padded index, to the next wave unless it is known or already in it.</summary>
    public void Request(int padded)
    {
        if ((target.States[padded] & (FieldGrid.Evaluated | Requested)) != 0)
            return;
        target.States[padded] |= Requested;
        _pending.Add(padded);
    }

    /// <summary>Evaluates the wave; returns the padded indices of its samples, valid until the next call.</summary>
    public async Task<List<int>> EvaluateAsync(CancellationToken cancellation)
    {
        (_pending, _done) = (_done, _pending);
        _pending.Clear();
        var chunks = (_done.Count + ChunkSize - 1) / ChunkSize;
        for (var chunk = 0; chunk < chunks; chunk++)
        {
            cancellation.ThrowIfCancellationRequested();
            // As even as can be: a small rest would cost a call of its own.
            var start = (int)((long)_done.Count * chunk / chunks);
            var count = (int)((long)_done.Count * (chunk + 1) / chunks) - start;
            for (var i = 0; i < count; i++)
                Locate(_done[start + i], 3 * i);
            await field.EvaluateAsync(_points.AsMemory(0, 3 * count), _values.AsMemory(0, count), cancellation);
            for (var i = 0; i < count; i++)
                target.Set(_done[start + i], _values[i]);
            target.EvaluationCalls++;
        }
        Log.AddRange(_done);
        target.EvaluatedCount += _done.Count;
        return _done;
    }

    private void Locate(int padded, int at)
    {
        var side = target.Side;
        _points[at] = target.Grid.Coordinate(padded / (side * side) - 1);
        _points[at + 1] = target.Grid.Coordinate(padded / side % side - 1);
        _points[at + 2] = target.Grid.Coordinate(padded % side - 1);
    }
}
