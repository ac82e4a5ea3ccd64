namespace Rhumb.Generators;

/// <summary>Names in the graphs that follow decoders.</summary>
internal static class DecoderHeads
{
    /// <summary>Name of the input of every head.</summary>
    public const string Input = "head_input";

    /// <summary>Name of the output that is shown.</summary>
    public const string Values = "head_values";

    /// <summary>Name of the output that scores see.</summary>
    public const string Scored = "head_scored";

    /// <summary>Name of the output φ.</summary>
    public const string Metric = "metric";
}
