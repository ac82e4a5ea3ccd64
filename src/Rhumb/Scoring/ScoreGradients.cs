using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>The best gradient there is for a generator and a score.</summary>
public static class ScoreGradients
{
    /// <summary>
    /// Reverse mode where the score is a graph of the generator's outputs, central differences otherwise; of a negated score the negated
    /// gradient.
    /// </summary>
    /// <param name="generator">G; owned by the caller.</param>
    /// <param name="scorer">s.</param>
    /// <param name="detail">How finely differences decode.</param>
    /// <param name="batchSize">Outputs decoded together by differences.</param>
    public static IScoreGradient Of(IGenerator generator, IScorer scorer, Detail detail = Detail.Draft, int batchSize = 16) => (generator, scorer) switch
    {
        (_, NegatedScorer negated) => new NegatedScoreGradient(Of(generator, negated.Inner, detail, batchSize)),
        (IComposedGenerator composed, DecoderScorer decoded) => new DecoderScoreGradient(composed, decoded),
        (ShapeGenerator shapes, IDifferentiableScorer differentiable) => new ShapeScoreGradient(shapes, differentiable),
        _ => new DifferenceScoreGradient(generator, scorer, detail, batchSize: batchSize),
    };
}
