using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What every card tells.</summary>
public interface ICard
{
    /// <summary>How good the generator measured, beside other trainings of its recipe.</summary>
    QualityReport Quality { get; }

    /// <summary>Time spent training; null where its checkpoints are gone.</summary>
    TimeSpan? Elapsed { get; }

    /// <summary>Data that could not be used, a sentence each.</summary>
    IReadOnlyList<string> LeftOut { get; }
}
