namespace Rhumb.Autodiff;

/// <summary>Which derivative of a model is wanted.</summary>
public sealed record DerivativeRequest
{
    /// <summary>Inputs or initialisers to differentiate by.</summary>
    public required IReadOnlyList<string> WithRespectTo { get; init; }

    /// <summary>Outputs to differentiate.</summary>
    public required IReadOnlyList<string> Of { get; init; }

    /// <summary>B, the number of points at which the derivative is taken in one run.</summary>
    public long Batch { get; init; } = 1;

    /// <summary>K, the number of tangents or cotangents a run takes; null leaves it free.</summary>
    public long? Vectors { get; init; }

    /// <summary>Shapes of inputs whose axes are free and are not the batch, by name.</summary>
    public IReadOnlyDictionary<string, long[]> Shapes { get; init; } = new Dictionary<string, long[]>(StringComparer.Ordinal);

    /// <summary>Seed of the constants that the model's random nodes are frozen to.</summary>
    public ulong NoiseSeed { get; init; }
}
