using Rhumb.Subspaces;

namespace Rhumb.Cli.Options;

/// <summary>How far a slider along a direction goes.</summary>
internal enum RangeChoice
{
    /// <summary>The same visible change for every direction, measured on coarse decodes.</summary>
    Measured,

    /// <summary>The same change as the singular values predict it.</summary>
    Predicted,

    /// <summary>A fifth of the mean distance of two samples, as the original method has it.</summary>
    Distance,
}

internal static class RangeChoices
{
    public static IRangeRule Rule(this RangeChoice choice) => choice switch
    {
        RangeChoice.Measured => new MeasuredChangeRange(),
        RangeChoice.Predicted => new PredictedChangeRange(),
        _ => new MeanDistanceRange(),
    };
}
