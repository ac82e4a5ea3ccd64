using System.Globalization;
using System.Text.Json.Serialization;

namespace Rhumb.Training.Evaluation;

/// <summary>One figure of a generator's quality, beside the same figure of held-out data.</summary>
/// <param name="Name">What was measured, and on how much.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Value">The figure.</param>
public sealed record QualityFigure(string Name, FigureKind Kind, double Value)
{
    /// <summary>Standard deviation that counting so many samples alone gives the figure, in its unit; 0 where nothing is counted.</summary>
    public double Counting { get; init; }

    /// <summary>The same figure of held-out data; null where there is none.</summary>
    public double? Ceiling { get; init; }

    /// <summary>What is wanted at least, or at most where <see cref="AtMost"/>; null where nothing is.</summary>
    public double? Wanted { get; init; }

    /// <summary>Less is better.</summary>
    public bool AtMost { get; init; }

    /// <summary>What it means for a user that it is not as wanted.</summary>
    [JsonIgnore]
    public string Failure { get; init; } = "";

    /// <summary>Whether it is as wanted: at most <see cref="Wanted"/>, or at least that or 90 % of the ceiling.</summary>
    [JsonIgnore]
    public bool Holds => Wanted is not { } wanted || (AtMost ? Value <= wanted : Value >= Math.Min(wanted, 0.9 * (Ceiling ?? double.PositiveInfinity)));

    /// <summary>A share p that was counted on n samples: its <see cref="Counting"/> is √(p (1 − p) / n).</summary>
    public static QualityFigure Share(string name, double share, int samples) => new(name, FigureKind.Share, share) { Counting = Deviation(share, samples) };

    /// <summary>As <see cref="Share"/>, written as a ratio: precision and recall.</summary>
    public static QualityFigure Ratio(string name, double share, int samples) => new(name, FigureKind.Ratio, share) { Counting = Deviation(share, samples) };

    /// <summary>√(p (1 − p) / n).</summary>
    public static double Deviation(double share, int samples) => Math.Sqrt(share * (1 - share) / samples);

    /// <summary>A value of this figure as text.</summary>
    public string Write(double value) => value.ToString(
        Kind switch { FigureKind.Share => "P1", FigureKind.Ratio => "0.000", FigureKind.Points => "0.0 'points'", _ => "0" }, CultureInfo.InvariantCulture);

    /// <summary>A distance between two values of this figure as text.</summary>
    public string WriteDistance(double distance) => Kind == FigureKind.Share
        ? (100 * distance).ToString("0.0 'points'", CultureInfo.InvariantCulture)
        : Kind == FigureKind.Count ? distance.ToString("0.0", CultureInfo.InvariantCulture) : Write(distance);

    /// <summary>What is wanted as text.</summary>
    public string WriteWanted() => Wanted is not { } wanted ? "" : string.Create(CultureInfo.InvariantCulture, $"{(AtMost ? "≤" : "≥")} {Plain(wanted)}{(AtMost || Ceiling is null ? "" : ", or 90 % of the ceiling")}");

    private string Plain(double wanted) => wanted.ToString(
        Kind switch { FigureKind.Share => "P0", FigureKind.Ratio => "0.0#", FigureKind.Points => "0 'points'", _ => "0" }, CultureInfo.InvariantCulture);
}
