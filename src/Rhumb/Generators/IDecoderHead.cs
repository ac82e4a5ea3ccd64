using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators;

/// <summary>What one kind of output asks of its decoder, and what follows the decoder in one graph.</summary>
/// <typeparam name="TMetric">The kind's metrics; the first is what is seen or heard at a glance.</typeparam>
internal interface IDecoderHead<TMetric> : IScoreForm
    where TMetric : struct, Enum
{
    /// <summary>Name of the decoder's output where it has several.</summary>
    string OutputName { get; }

    /// <summary>Throws a <see cref="RhumbException"/> where the decoder's output does not fit the manifest; <paramref name="path"/> is the decoder's.</summary>
    void Check(Value output, string path);

    /// <summary>From the decoder's output (as <see cref="DecoderHeads.Input"/>) to what is shown of each point, <see cref="DecoderHeads.Values"/> [B, …].</summary>
    Model Decode(Value output);

    /// <summary>From the decoder's output to φ, <see cref="DecoderHeads.Metric"/> [B, n]: not clipped, so that what is beyond the scale still has a derivative.</summary>
    Model Metric(Value output, TMetric metric);

    /// <summary>n of <see cref="Metric"/>.</summary>
    int CountOf(TMetric metric);
}
