using Rhumb.Generators;

namespace Rhumb.Search.Gradient;

/// <summary>
/// Gradient ascent of s(G(z)) on the prior: steps along great circles (PULSE) or in the box. At each centre four step lengths
/// h, h/2, h/4, h/8 along the gradient are scored together; the best is taken if it is better than the centre, so every accepted step
/// improves; otherwise h shrinks.
/// </summary>
/// <remarks>
/// Stops where the gradient has vanished, or where no step down to 1e-6 D improves: a local optimum, reported as such and never as more.
/// </remarks>
/// <param name="firstStep">First h, as a share of D, the mean distance of two samples.</param>
/// <param name="smallGradient">A gradient below this share of the largest one met counts as vanished.</param>
public sealed class GradientAscent(double firstStep = 0.05, double smallGradient = 1e-4) : ISearcher
{
    private const int StepsPerQuery = 4;
    private const double ShortestStep = 1e-6;
    private const double LongestStep = 0.2;

    /// <inheritdoc/>
    public string Name => "gradient";

    /// <inheritdoc/>
    public SearchState Start(LatentSpace space, Point start) =>
        new GradientState { Space = space, Centre = start, Best = start, Step = firstStep * space.MeanDistance() };

    /// <inheritdoc/>
    public Query Ask(SearchState state)
    {
        var at = Of(state);
        return at.Score is null ? new BatchQuery([at.Centre])
            : at.Direction is null ? new GradientQuery(at.Centre)
            : new BatchQuery(Candidates(at));
    }

    /// <inheritdoc/>
    public SearchState Tell(SearchState state, Answer answer)
    {
        var at = Of(state);
        return answer switch
        {
            ScoresAnswer { Scores: [var score] } when at.Score is null =>
                at with { Score = score, InitialScore = score, BestScore = score },
            GradientAnswer gradient when at.Score is not null && at.Direction is null => Turn(at, gradient.At.Gradient),
            ScoresAnswer scores when at.Direction is not null && scores.Scores.Count == StepsPerQuery => Step(at, scores.Scores),
            _ => throw new ArgumentException($"The answer '{answer.GetType().Name}' does not fit the query.", nameof(answer)),
        };
    }

    private GradientState Turn(GradientState at, float[] gradient)
    {
        var z = at.Space.Flatten(at.Centre);
        var tangent = at.Space.ProjectToTangent(z, Array.ConvertAll(gradient, value => (double)value));
        var norm = Math.Sqrt(tangent.Sum(value => value * value));
        if (!double.IsFinite(norm)) throw new RhumbException("The score's gradient is not finite here; choose another start, or a score that is smooth.");
        var largest = Math.Max(norm, at.LargestNorm);
        if (norm <= smallGradient * largest)
            return at with
            {
                GradientNorm = norm,
                LargestNorm = largest,
                Sliders = at.Sliders + 1,
                Stopped = StopReason.LocalOptimum,
                Note = "The gradient has vanished: a local optimum, not proven global; other starts may lead higher.",
            };
        return at with { Direction = Array.ConvertAll(tangent, value => value / norm), GradientNorm = norm, LargestNorm = largest };
    }

    private static GradientState Step(GradientState at, IReadOnlyList<double> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Count; i++)
            if (scores[i] > scores[best]) best = i;
        if (scores[best] > at.Score)
        {
            var moved = (GradientState)at.MovedTo(Candidates(at)[best], scores[best]);
            var taken = Math.ScaleB(at.Step, -best);
            return moved with
            {
                Direction = null,
                Sliders = at.Sliders + 1,
                Step = Math.Min(2 * taken, LongestStep * at.Space.MeanDistance()),
            };
        }
        var shorter = Math.ScaleB(at.Step, -StepsPerQuery);
        return shorter >= ShortestStep * at.Space.MeanDistance()
            ? at with { Step = shorter }
            : at with
            {
                Sliders = at.Sliders + 1,
                Stopped = StopReason.LocalOptimum,
                Note = "No step along the gradient improves the score: a local optimum, not proven global; other starts may lead higher.",
            };
    }

    private static List<Point> Candidates(GradientState at)
    {
        var z = at.Space.Flatten(at.Centre);
        return [.. Enumerable.Range(0, StepsPerQuery).Select(i =>
            at.Space.WithLatent(at.Centre, at.Space.Walk(z, [.. at.Direction!.Select(value => value * Math.ScaleB(at.Step, -i))])))];
    }

    private static GradientState Of(SearchState state) => state as GradientState
        ?? throw new ArgumentException($"Gradient ascent's state is a {nameof(GradientState)}, not a {state.GetType().Name}.", nameof(state));
}
