namespace Rhumb.Training.Data;

/// <summary>An array of bytes read from an IDX file.</summary>
/// <param name="Shape">Axis lengths.</param>
/// <param name="Values">All values, row-major.</param>
public sealed record IdxArray(IReadOnlyList<int> Shape, byte[] Values);
