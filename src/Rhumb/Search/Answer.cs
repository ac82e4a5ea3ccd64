using Rhumb.Generators;
using Rhumb.Scoring;
using Rhumb.Subspaces;

namespace Rhumb.Search;

/// <summary>The answer to a <see cref="Query"/>: a closed union.</summary>
public abstract record Answer
{
    private protected Answer() { }

    /// <summary>Number of outputs that were generated for it.</summary>
    public int Evaluations { get; init; }
}

/// <summary>Where on the sliders it is best: answers <see cref="LineQuery"/> and <see cref="SliceQuery"/>.</summary>
/// <param name="Place">The chosen t [k].</param>
/// <param name="Point">The point there.</param>
/// <param name="Score">Its score; null from an oracle that gives none.</param>
/// <param name="CentreScore">The score at t = 0; null from an oracle that gives none.</param>
public sealed record ChoiceAnswer(IReadOnlyList<double> Place, Point Point, double? Score, double? CentreScore) : Answer;

/// <summary>Scores in the order of the points of a <see cref="BatchQuery"/>.</summary>
/// <param name="Scores">One score a point, higher is better.</param>
public sealed record ScoresAnswer(IReadOnlyList<double> Scores) : Answer;

/// <summary>Answers <see cref="GradientQuery"/>.</summary>
/// <param name="At">Score and gradient at the point.</param>
public sealed record GradientAnswer(ScoreGradient At) : Answer;

/// <summary>Answers <see cref="SubspaceQuery"/>.</summary>
/// <param name="Subspace">The spectrum at the point.</param>
/// <param name="Rows">Rows sent through the network for it.</param>
public sealed record SubspaceAnswer(Subspace Subspace, long Rows) : Answer;
