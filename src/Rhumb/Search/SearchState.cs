using Rhumb.Generators;

namespace Rhumb.Search;

/// <summary>What every searcher's state holds; immutable.</summary>
public abstract record SearchState
{
    /// <summary>The latent space searched.</summary>
    public required LatentSpace Space { get; init; }

    /// <summary>The present centre.</summary>
    public required Point Centre { get; init; }

    /// <summary>Its score; null before the first answer, and from oracles that give none.</summary>
    public double? Score { get; init; }

    /// <summary>The start's score; null until known.</summary>
    public double? InitialScore { get; init; }

    /// <summary>The best point so far; the centre where there are no scores.</summary>
    public required Point Best { get; init; }

    /// <summary>Its score.</summary>
    public double? BestScore { get; init; }

    /// <summary>Sliders shown, accepted or not; a gradient step counts as one.</summary>
    public int Sliders { get; init; }

    /// <summary>Why the searcher itself wants to stop; null while it goes on.</summary>
    public StopReason? Stopped { get; init; }

    /// <summary>One sentence on why it stopped.</summary>
    public string? Note { get; init; }

    /// <summary>This state moved to <paramref name="centre"/>, the best kept.</summary>
    internal SearchState MovedTo(Point centre, double? score)
    {
        var better = score is null || BestScore is null || score > BestScore;
        return this with
        {
            Centre = centre,
            Score = score,
            Best = better ? centre : Best,
            BestScore = better ? score : BestScore,
        };
    }
}
