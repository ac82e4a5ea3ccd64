namespace Rhumb.Search.Lines;

/// <summary>Which directions of a spectrum are shown.</summary>
public enum DirectionChoice
{
    /// <summary>Drawn with probability ∝ σ, without replacement: the method.</summary>
    Proportional,

    /// <summary>Largest σ first: greedy, may leave directions unseen for long.</summary>
    Largest,
}
