namespace Rhumb.LinearAlgebra;

/// <summary>A dense row-major matrix [Rows, Columns] of float32: K vectors of one space, one vector a row.</summary>
/// <remarks>The exchange type between graphs (which compute in float32) and the linear algebra (which accumulates in double).</remarks>
public sealed class RowMatrix
{
    private readonly float[] _values;

    /// <summary>Wraps <paramref name="values"/> [rows · columns], row-major, without copying.</summary>
    /// <exception cref="ArgumentException">The length is not rows · columns.</exception>
    public RowMatrix(int rows, int columns, float[] values)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        if (values.Length != (long)rows * columns)
            throw new ArgumentException($"A {rows} × {columns} matrix needs {(long)rows * columns} values, not {values.Length}.", nameof(values));
        (Rows, Columns, _values) = (rows, columns, values);
    }

    /// <summary>A matrix [rows, columns] of zeros.</summary>
    public RowMatrix(int rows, int columns) : this(rows, columns, new float[checked(rows * columns)]) { }

    /// <summary>Number of vectors.</summary>
    public int Rows { get; }

    /// <summary>Dimension of each vector.</summary>
    public int Columns { get; }

    /// <summary>All values, row-major [Rows · Columns].</summary>
    public float[] Values => _values;

    /// <summary>Row <paramref name="index"/> [Columns], writable in place.</summary>
    public Span<float> Row(int index) => _values.AsSpan(checked(index * Columns), Columns);
}
