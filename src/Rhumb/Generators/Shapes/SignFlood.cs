namespace Rhumb.Generators.Shapes;

/// <summary>Concludes the sign of samples that were not evaluated from the nearest that were.</summary>
internal sealed class SignFlood(FieldGrid grid)
{
    private const byte Concluded = 8;
    private int[] _queue = [];

    /// <summary>
    /// Grows both signs from the evaluated samples at once. Where they meet between samples that were not both evaluated, a surface
    /// was missed: those samples are requested from <paramref name="wave"/> and the answer is true; false when all signs agree.
    /// </summary>
    public bool Fill(SampleWave wave)
    {
        var states = grid.States;
        var n = grid.Grid.Resolution;
        if (_queue.Length == 0)
            _queue = new int[grid.Grid.Count];
        ReadOnlySpan<int> neighbours = [grid.Stride(0), -grid.Stride(0), grid.Stride(1), -grid.Stride(1), 1, -1];

        for (var i = 0; i < states.Length; i++)
            if ((states[i] & FieldGrid.Evaluated) == 0)
                states[i] = 0;

        var (head, tail) = (0, 0);
        for (var x = 1; x <= n; x++)
            for (var y = 1; y <= n; y++)
                for (int z = 1, at = grid.Padded(x, y, 1); z <= n; z++, at++)
                {
                    if (states[at] != 0)
                        continue;
                    foreach (var step in neighbours)
                        if ((states[at + step] & FieldGrid.Evaluated) != 0)
                        {
                            states[at] = (byte)(Concluded | (states[at + step] & FieldGrid.Inside));
                            _queue[tail++] = at;
                            break;
                        }
                }

        var missed = false;
        while (head < tail)
        {
            var at = _queue[head++];
            foreach (var step in neighbours)
            {
                ref var neighbour = ref states[at + step];
                if (neighbour == 0)
                {
                    neighbour = (byte)(Concluded | (states[at] & FieldGrid.Inside));
                    _queue[tail++] = at + step;
                }
                else if (((neighbour ^ states[at]) & FieldGrid.Inside) != 0)
                {
                    wave.Request(at);
                    wave.Request(at + step);
                    missed = true;
                }
            }
        }
        return missed;
    }
}
