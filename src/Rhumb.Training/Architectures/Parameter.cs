namespace Rhumb.Training.Architectures;

/// <summary>One parameter within the vector of all.</summary>
/// <param name="Name">Its name, and that of the initialiser in exported files.</param>
/// <param name="Shape">Axis lengths.</param>
/// <param name="Offset">Where it begins in the vector.</param>
/// <param name="Initialiser">How it begins.</param>
public sealed record Parameter(string Name, IReadOnlyList<long> Shape, int Offset, Initialiser Initialiser)
{
    /// <summary>Number of values.</summary>
    public int Count { get; } = (int)Shape.Aggregate(1L, (product, length) => checked(product * length));
}
