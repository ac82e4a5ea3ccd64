using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators;

/// <summary>How scores see the outputs of a generator: as tensors x of one shape, made of the decoder's output in a graph, or of an output that is there already.</summary>
internal interface IScoreForm
{
    /// <summary>Shape of x without its batch axis: an image [C, H, W] from 0 for black to 1 for white, or a waveform [n], full scale −1 to 1.</summary>
    IReadOnlyList<long> Shape { get; }

    /// <summary>What x is, as "images of 28 × 28 pixels in 1 channel".</summary>
    string Words { get; }

    /// <summary>From the decoder's output (as <see cref="DecoderHeads.Input"/>) to x, <see cref="DecoderHeads.Scored"/> [B, …]: not clipped, so that what is beyond the scale still has a slope.</summary>
    Model Scored(Value output);

    /// <summary>What a classifier beside the decoder takes of <paramref name="x"/> [1, …].</summary>
    Value Judged(GraphBuilder g, Value x);

    /// <summary>x of <paramref name="output"/>; null where it is of another kind or size.</summary>
    float[]? Of(Output output);
}
