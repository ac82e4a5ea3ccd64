namespace Rhumb.Generators.Shapes;

/// <summary>A field on a <see cref="SampleGrid"/>: the sign of every sample, and the value of each that was evaluated.</summary>
/// <remarks>
/// Stored with the layer of outside samples around it, (n + 2)³, so that walking to a neighbour needs no bounds check; the value
/// of that layer is −∞.
/// </remarks>
public sealed class FieldGrid
{
    internal const byte Inside = 1, Evaluated = 2;

    internal FieldGrid(SampleGrid grid)
    {
        Grid = grid;
        Side = grid.Resolution + 2;
        Values = new float[Side * Side * Side];
        States = new byte[Values.Length];
        var last = Side - 1;
        for (var i = 0; i < Side; i++)
            for (var j = 0; j < Side; j++)
                foreach (var index in (ReadOnlySpan<int>)[Padded(0, i, j), Padded(last, i, j), Padded(i, 0, j), Padded(i, last, j), Padded(i, j, 0), Padded(i, j, last)])
                    (Values[index], States[index]) = (float.NegativeInfinity, Evaluated);
    }

    /// <summary>Where the samples lie.</summary>
    public SampleGrid Grid { get; }

    /// <summary>How many samples were sent through the network.</summary>
    public int EvaluatedCount { get; internal set; }

    /// <summary>How many times the network was called for them.</summary>
    public int EvaluationCalls { get; internal set; }

    /// <summary>n + 2.</summary>
    internal int Side { get; }

    /// <summary>Values [(n + 2)³].</summary>
    internal float[] Values { get; }

    /// <summary>Flags [(n + 2)³]: <see cref="Inside"/> and <see cref="Evaluated"/>, which are final once the surface is followed.</summary>
    internal byte[] States { get; }

    /// <summary>Whether the sample (x, y, z), each in −1 … n, is inside.</summary>
    public bool IsInside(int x, int y, int z) => (States[Padded(x + 1, y + 1, z + 1)] & Inside) != 0;

    /// <summary>Whether the sample's value was computed rather than its sign concluded.</summary>
    public bool IsEvaluated(int x, int y, int z) => (States[Padded(x + 1, y + 1, z + 1)] & Evaluated) != 0;

    /// <summary>The sample's value; −∞ in the layer around, NaN where only the sign is known.</summary>
    public float Value(int x, int y, int z) => IsEvaluated(x, y, z) ? Values[Padded(x + 1, y + 1, z + 1)] : float.NaN;

    /// <summary>The samples that are inside.</summary>
    public VoxelSolid ToSolid()
    {
        var n = Grid.Resolution;
        var solid = new VoxelSolid(n);
        var index = 0;
        for (var x = 1; x <= n; x++)
            for (var y = 1; y <= n; y++)
                for (int z = 1, at = Padded(x, y, 1); z <= n; z++, at++, index++)
                    if ((States[at] & Inside) != 0)
                        solid[index] = true;
        return solid;
    }

    internal int Padded(int x, int y, int z) => (x * Side + y) * Side + z;

    /// <summary>Distance in the arrays of neighbours along axis 0, 1 or 2.</summary>
    internal int Stride(int axis) => axis switch { 0 => Side * Side, 1 => Side, _ => 1 };

    /// <summary>Whether one of the samples is inside and the other outside.</summary>
    internal bool Differ(int a, int b) => ((States[a] ^ States[b]) & Inside) != 0;

    internal void Set(int padded, float value)
    {
        Values[padded] = value;
        States[padded] = value > 0 ? (byte)(Inside | Evaluated) : Evaluated;
    }
}
