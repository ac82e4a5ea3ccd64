using System.Text.Json.Serialization;

namespace Rhumb.Training.Evaluation;

/// <summary>What a figure is, which says how it is written.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FigureKind>))]
public enum FigureKind
{
    /// <summary>A share in [0, 1], written in percent.</summary>
    Share,

    /// <summary>A number about 1, written with three decimals.</summary>
    Ratio,

    /// <summary>A difference of two shares, in percentage points.</summary>
    Points,

    /// <summary>A whole number.</summary>
    Count,
}
