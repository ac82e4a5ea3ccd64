using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Importing;

/// <summary>How an output of two channels is to be read as log-magnitude and instantaneous frequency (Engel et al. 2019), from the shape and the values of samples.</summary>
/// <param name="Order">Which axes of the output are channels, frames and bins, in this order.</param>
/// <param name="Layout">The manifest's layout.</param>
internal sealed record SpectrogramReading(int[] Order, SoundLayout Layout)
{
    /// <summary>Instantaneous frequencies lie within [−1, 1]; networks without a last tanh go a little beyond.</summary>
    private const float HalfTurns = 1.5f;

    /// <summary>Whether an output of shape [1, 2, a, b] or [1, a, b, 2] is a spectrogram: no image has two channels.</summary>
    public static bool IsSpectrogram(ReadOnlySpan<long> shape) => shape.Length == 4 && (shape[1] == 2 || shape[3] == 2);

    /// <summary>The reading; null, with questions added, where the file leaves something open.</summary>
    /// <exception cref="RhumbException">Neither axis is as long as a window has frequencies, or the second channel is no instantaneous frequency.</exception>
    public static SpectrogramReading? Of(ReadOnlySpan<long> shape, float[] values, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        var text = Autodiff.Graphs.Shapes.Text(shape);
        var isFirst = shape[1] == 2;
        int[] order = isFirst ? [1, 2, 3] : [3, 1, 2];
        var (first, second) = (IsBins(shape[order[1]]), IsBins(shape[order[2]]));
        if (!first && !second)
            throw new RhumbException($"The output has the shape {text}: two channels as of a spectrogram, but no axis of 2ⁿ or 2ⁿ + 1 frequencies; export the decoder with linear frequencies, or with its waveform as the output.");
        if (first && second && answers.BinsFirst is null)
            questions.Add(new ImportQuestion("--bins first|last", $"an output of shape {text} may have its frequencies before or behind its frames"));
        if (answers.SampleRate is null)
            questions.Add(new ImportQuestion("--rate HZ", $"an output of shape {text} is a spectrogram, and the file does not say how many samples a second its sounds have"));
        var (low, high) = ValueRange.Spread(Channel(0, values, shape, isFirst));
        var (backward, forward) = ValueRange.Spread(Channel(1, values, shape, isFirst));
        if (Math.Max(-backward, forward) > HalfTurns)
            throw new RhumbException(FormattableString.Invariant($"The second channel of {text} runs from {backward:G3} to {forward:G3}, but instantaneous frequency is what the phase advances from frame to frame in half turns, -1 to 1; ")
                + "export the model with radians divided by π, or, where the channels are real and imaginary parts, with its waveform as the output.");
        // Logarithms of magnitudes under 1 reach far below −2; what does not was brought to [−1, 1] in training.
        var levels = answers.Range ?? (low < -2 ? (-1, 1) : null);
        if (levels is null)
            questions.Add(new ImportQuestion("--range LOW,HIGH", FormattableString.Invariant($"its magnitudes run from {low:G3} to {high:G3}, which are no logarithms: say which natural logarithms -1 and 1 stand for")));
        if (questions.Count > 0)
            return null;
        if (answers.BinsFirst ?? !second)
            (order[1], order[2]) = (order[2], order[1]);
        var (frames, bins) = ((int)shape[order[1]], (int)shape[order[2]]);
        var window = bins % 2 == 0 ? 2 * bins : 2 * (bins - 1);
        var hop = answers.Hop ?? window / 4;
        var (bottom, top) = levels!.Value;
        notes.Add($"Frames of {window} samples, {hop} apart{(answers.Hop is null ? "; --hop says otherwise" : "")}.");
        notes.Add(FormattableString.Invariant($"Log-magnitudes run from {low:G3} to {high:G3}; -1 and 1 stand for the natural logarithms {bottom:G3} and {top:G3}."));
        return new SpectrogramReading(order, new SoundLayout(answers.SampleRate!.Value, Math.Max(16, (frames - 1) * hop), new SpectralLayout(frames, bins, window, hop, bottom, top)));
    }

    /// <summary>What brings the output to [B, 2, frames, bins]; null where it is so.</summary>
    public Model? Unfolding(string input, Value output)
    {
        if (Order is [1, 2, 3])
            return null;
        var g = new GraphBuilder("import_");
        var folded = new Value(input, ElementType.Float, output.Dims ?? [Dim.Free("batch"), .. Enumerable.Repeat(Dim.Free(""), 3)]);
        var plain = g.Emit("Transpose", [folded], ElementType.Float, [-1, 2, Layout.Spectrogram!.Frames, Layout.Spectrogram.Bins], new() { { "perm", (long[])[0, .. Order] } });
        return Model.Of(g.Build("import", [folded], [g.Named("spectrogram", plain)]), GraphBuilder.MinimumOpset);
    }

    private static bool IsBins(long length) => length >= 8 && (long.IsPow2(length) || long.IsPow2(length - 1));

    private static float[] Channel(int channel, float[] values, ReadOnlySpan<long> shape, bool isFirst)
    {
        var area = (int)(Autodiff.Graphs.Shapes.Count(shape[1..]) / 2);
        return [.. values.Where((_, i) => (isFirst ? i / area % 2 : i % 2) == channel)];
    }
}
