using Rhumb.Autodiff.Graphs;

namespace Rhumb.Training.Architectures;

/// <summary>Hands out each parameter once and then the same value again, for networks that a loss applies several times.</summary>
/// <param name="inner">Where parameters come from.</param>
public sealed class SharedParameters(IParameterSource inner) : IParameterSource
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public Value Get(string name, Initialiser initialiser, params ReadOnlySpan<long> shape)
    {
        if (!_values.TryGetValue(name, out var value))
            _values[name] = value = inner.Get(name, initialiser, shape);
        return value.Shape.AsSpan().SequenceEqual(shape) ? value : throw new ArgumentException($"Parameter '{name}' is asked for with two shapes.", nameof(shape));
    }
}
