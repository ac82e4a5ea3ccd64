namespace Rhumb.Search;

/// <summary>Why a search ended.</summary>
public enum StopReason
{
    /// <summary>The budget was spent.</summary>
    Budget,

    /// <summary>The wanted score was reached.</summary>
    Target,

    /// <summary>No small step improves: a local optimum, not proven global.</summary>
    LocalOptimum,

    /// <summary>The oracle has no more answers: the person left, or the replay is over.</summary>
    OracleEnded,

    /// <summary>The caller cancelled; the best so far is in the result.</summary>
    Cancelled,
}
