namespace Rhumb.Media;

/// <summary>An array as NumPy stores it, in float32.</summary>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Values">Values in C order, as many as the product of the lengths.</param>
public sealed record NpyArray(IReadOnlyList<int> Shape, float[] Values);
