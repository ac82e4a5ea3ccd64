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

    /// <summary>The figures of the card: those that were measured.</summary>
    public IReadOnlyList<QualityFigure> Figures
    {
        get
        {
            var figures = new List<QualityFigure>
            {
                new("training shapes, mean IoU", FigureKind.Ratio, Mean(false, shape => shape.IoU)) { Wanted = 0.8 },
                new("training shapes, surface F-score at one cell", FigureKind.Ratio, Mean(false, shape => shape.FScore)) { Wanted = 0.95 },
                new("training shapes, mean IoU with the thickened solids trained on", FigureKind.Ratio, Mean(false, shape => shape.ThickenedIoU)),
            };
            if (Shapes.Any(shape => shape.HeldOut))
                figures.AddRange([new("held out, mean IoU", FigureKind.Ratio, Mean(true, shape => shape.IoU)), new("held out, surface F-score", FigureKind.Ratio, Mean(true, shape => shape.FScore))]);
            if (Starts.Count > 0)
            {
                figures.Add(QualityFigure.Share($"{Starts.Count} random starts that are one part", StartsOnePart, Starts.Count) with { Wanted = 0.85 });
                figures.Add(QualityFigure.Share("… with nothing loose at all (99.9 % of the volume in one part)", Share(Starts, start => start.LargestPart >= 0.999), Starts.Count));
                figures.Add(QualityFigure.Share("… with IoU ≥ 0.35 to their nearest training shape, mirrored and stretched", StartsAlike, Starts.Count) with { Wanted = 0.8 });
                figures.Add(new("… different nearest shapes", FigureKind.Count, StartsDistinct) { Wanted = 30 });
                figures.Add(QualityFigure.Share("… near-copies (IoU > 0.8)", StartsCopied, Starts.Count) with { Wanted = 0.5, AtMost = true });
            }
            if (Lines.Count > 0)
            {
                figures.Add(QualityFigure.Share($"{Lines.Count} sliders ({Counts.LineStarts} starts × {Counts.Directions} directions) with IoU 0.3–0.8 to the centre at both ends", LinesWorthMoving, Lines.Count) with { Wanted = 0.8 });
                figures.Add(QualityFigure.Share($"their frames ({Counts.Frames} a line) that are one part", FramesOnePart, Lines.Count) with { Wanted = 0.9 });
            }
            if (Moved.Count > 0)
                figures.Add(QualityFigure.Share($"{Moved.Count} starts still one part after {Counts.Moves} random accepted moves", MovedOnePart, Moved.Count) with { Wanted = 0.85 });
            return figures;
        }
    }

    private static double Share<T>(IReadOnlyList<T> items, Func<T, bool> holds) => items.Count == 0 ? double.NaN : items.Count(holds) / (double)items.Count;
}
