using Rhumb.LinearAlgebra;

namespace Rhumb.Subspaces;

/// <summary>What to compute at a point: how many directions, how, and with which slider ranges.</summary>
public sealed record SubspaceRequest
{
    /// <summary>Wanted number of directions; null for as many as the method finds.</summary>
    public int? Rank { get; init; }

    /// <summary>The estimator.</summary>
    public SubspaceMethod Method { get; init; }

    /// <summary>Rounds of the block method.</summary>
    public int Rounds { get; init; } = 2;

    /// <summary>Least block of the block method.</summary>
    public int Block { get; init; } = 20;

    /// <summary>Number of rows of the rows method.</summary>
    public int RowCount { get; init; } = RandomRows.DefaultCount;

    /// <summary>Step h of the differences method, in latent units.</summary>
    public double Step { get; init; } = 1e-2;

    /// <summary>Directions [m, d] from the last centre to start the block method from; null starts at random.</summary>
    public RowMatrix? WarmStart { get; init; }

    /// <summary>How the slider ranges are chosen.</summary>
    public IRangeRule Ranges { get; init; } = new PredictedChangeRange();

    /// <summary>Seed of the estimators that draw random vectors.</summary>
    public long Seed { get; init; }
}
