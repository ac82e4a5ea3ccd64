namespace Rhumb.Training.Evaluation;

/// <summary>The measurements of a shape generator.</summary>
/// <param name="Shapes">Reconstructions, of training and held-out shapes.</param>
/// <param name="Starts">Random starts.</param>
/// <param name="Lines">Sliders.</param>
/// <param name="Moved">Share of the volume in the largest part after random accepted moves, one a start.</param>
/// <param name="Counts">What was asked for.</param>
public sealed record ShapeEvaluation(
    IReadOnlyList<ShapeScore> Shapes, IReadOnlyList<StartScore> Starts, IReadOnlyList<LineScore> Lines, IReadOnlyList<double> Moved, EvaluationCounts Counts)
{
    /// <summary>A shape is one part when its largest part holds this share of the volume.</summary>
    public const double OnePart = 0.98;

    /// <summary>Mean of a score over the training shapes, or over those held out; NaN where there are none.</summary>
    public double Mean(bool heldOut, Func<ShapeScore, double> score) => Shapes.Where(shape => shape.HeldOut == heldOut).Select(score).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Share of starts that are one part.</summary>
    public double StartsOnePart => Share(Starts, start => start.LargestPart >= OnePart);

    /// <summary>Share of starts with IoU ≥ 0.35 with their nearest training shape.</summary>
    public double StartsAlike => Share(Starts, start => start.Similarity >= 0.35);

    /// <summary>Share of starts that are near-copies, IoU &gt; 0.8.</summary>
    public double StartsCopied => Share(Starts, start => start.Similarity > 0.8);

    /// <summary>Number of different nearest training shapes.</summary>
    public int StartsDistinct => Starts.Select(start => start.Nearest).Distinct().Count();

    /// <summary>Share of lines worth moving.</summary>
    public double LinesWorthMoving => Share(Lines, line => line.IsWorthMoving);

    /// <summary>Share of frames that are one part.</summary>
    public double FramesOnePart => Share([.. Lines.SelectMany(line => line.LargestParts)], part => part >= OnePart);

    /// <summary>Share of starts that are still one part after the moves.</summary>
    public double MovedOnePart => Share(Moved, part => part >= OnePart);

    private static double Share<T>(IReadOnlyList<T> items, Func<T, bool> holds) => items.Count == 0 ? double.NaN : items.Count(holds) / (double)items.Count;
}
