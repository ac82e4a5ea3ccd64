using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Importing;

/// <summary>How an output is to be read as a waveform, from the shape and the values of samples.</summary>
/// <param name="Layout">The manifest's layout.</param>
/// <param name="IsFolded">Whether the output must be reshaped first: its samples are not along its last axis, as Keras puts them, or it has more axes.</param>
internal sealed record SoundReading(SoundLayout Layout, bool IsFolded)
{
    /// <summary>Shorter rows are seldom sounds: where nobody gives a rate they are not taken for any.</summary>
    private const int LeastSamples = 2048;

    private const int Shortest = 16, MostChannels = 8;

    /// <summary>
    /// Whether an output of shape [1, …] is to be read as a waveform: it is where a rate is given and it is no spectrogram, and where it is one long row and no flattened square image.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<long> shape, int? rate)
    {
        if (rate is not null)
            return !SpectrogramReading.IsSpectrogram(shape);
        var count = Autodiff.Graphs.Shapes.Count(shape);
        return IsRow(shape) && count >= LeastSamples && (shape.Length > 2 || (!IsSquare(count) && !(count % 3 == 0 && IsSquare(count / 3))));
    }

    /// <summary>The reading; null, with a question added, where the rate is not known.</summary>
    /// <exception cref="RhumbException">A rate is given, but the output is no sound of one channel.</exception>
    public static SoundReading? Of(ReadOnlySpan<long> shape, float[] values, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        var (text, count) = (Autodiff.Graphs.Shapes.Text(shape), Autodiff.Graphs.Shapes.Count(shape));
        if (ChannelsOf(shape) is { } channels)
            throw new RhumbException($"The output has the shape {text}, a sound of {channels} channels, and sounds have one channel so far; export the model with one of them, or their mean, as its output.");
        if (!IsRow(shape) || count < Shortest)
            throw new RhumbException($"The output has the shape {text}, which is no sound [batch, n], [batch, 1, n] or [batch, n, 1] of {Shortest} samples or more, as --rate says; leave --rate out, or choose another output with --of NAME.");
        if (answers.SampleRate is not { } rate)
        {
            questions.Add(new ImportQuestion("--rate HZ", $"an output of shape {text} is a sound, and the file does not say how many samples a second it has"));
            return null;
        }
        var (low, high) = ValueRange.Spread(values);
        notes.Add(FormattableString.Invariant($"Samples run from {low:G3} to {high:G3}; full scale is -1 to 1{(low < -1.1f || high > 1.1f ? ", and what is beyond is cut off: export the model with its output scaled" : "")}."));
        return new SoundReading(new SoundLayout(rate, (int)count), IsFolded: shape.Length > 3 || shape[^1] != count);
    }

    /// <summary>What brings a folded output to [B, n]; null where it is not folded.</summary>
    public Model? Unfolding(string input, Value output)
    {
        if (!IsFolded)
            return null;
        var g = new GraphBuilder("import_");
        var folded = new Value(input, ElementType.Float, output.Dims);
        var sound = g.Emit("Reshape", [folded, g.Ints(-1, Layout.Samples)], ElementType.Float, [-1, Layout.Samples]);
        return Model.Of(g.Build("import", [folded], [g.Named("sound", sound)]), GraphBuilder.MinimumOpset);
    }

    // [1, n] with any number of axes of length 1 besides.
    private static bool IsRow(ReadOnlySpan<long> shape) => shape.Length > 1 && shape[1..].Count(1L) >= shape.Length - 2;

    // [1, few, many] or [1, many, few].
    private static long? ChannelsOf(ReadOnlySpan<long> shape) =>
        shape.Length == 3 && Math.Min(shape[1], shape[2]) is var few and > 1 and <= MostChannels && Math.Max(shape[1], shape[2]) >= 16 * few ? few : null;

    private static bool IsSquare(long count) => (long)Math.Round(Math.Sqrt(count)) is var side && side * side == count;
}
