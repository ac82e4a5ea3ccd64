using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Importing;

/// <summary>How an output is to be read as a waveform, from the shape and the values of samples.</summary>
/// <param name="Layout">The manifest's layout.</param>
/// <param name="IsFolded">Whether the output must be reshaped first: its samples are not along its last axis, as Keras puts them, or it has more axes.</param>
/// <param name="ChannelAxis">The axis of left and right, whose mean is taken; null where there is one channel.</param>
/// <param name="Full">The values of full scale; null where they are −1 and 1.</param>
internal sealed record SoundReading(SoundLayout Layout, bool IsFolded, int? ChannelAxis, (float Low, float High)? Full)
{
    /// <summary>Shorter rows are seldom sounds: where nobody gives a rate they are not taken for any.</summary>
    private const int LeastSamples = 2048;

    private const int Shortest = 16, MostChannels = 8;

    /// <summary>Networks go a little beyond full scale; from here on they have another one.</summary>
    private const float Loud = 8;

    /// <summary>
    /// Whether an output of shape [1, …] is to be read as a waveform: it is where a rate is given and it is no spectrogram, and where it is one long row and no flattened square image,
    /// or two of them.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<long> shape, int? rate)
    {
        if (rate is not null)
            return !SpectrogramReading.IsSpectrogram(shape);
        var count = Autodiff.Graphs.Shapes.Count(shape);
        return ChannelsOf(shape) == 2 ? count >= 2 * LeastSamples
            : IsRow(shape) && count >= LeastSamples && (shape.Length > 2 || (!IsSquare(count) && !(count % 3 == 0 && IsSquare(count / 3))));
    }

    /// <summary>The reading; null, with a question added, where the rate or full scale is not known.</summary>
    /// <param name="shape">Of one output.</param>
    /// <param name="values">Of samples.</param>
    /// <param name="whole">The type of integers that the model rounds to; null where it does not.</param>
    /// <param name="answers">What is known.</param>
    /// <param name="questions">Receives what is open.</param>
    /// <param name="notes">Receives what was found.</param>
    /// <exception cref="RhumbException">A rate is given, but the output is no sound of one channel or two.</exception>
    public static SoundReading? Of(ReadOnlySpan<long> shape, float[] values, ElementType? whole, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        var (text, channels) = (Autodiff.Graphs.Shapes.Text(shape), ChannelsOf(shape));
        var count = Autodiff.Graphs.Shapes.Count(shape) / (channels ?? 1);
        if (channels > 2)
            throw new RhumbException($"The output has the shape {text}, a sound of {channels} channels, and sounds have one or two; export the model with one of them, or their mean, as its output, and with frequency bands put together.");
        if ((channels is null && !IsRow(shape)) || count < Shortest)
            throw NoSound(shape);
        var (low, high) = ValueRange.Spread(values);
        // 16 bits are those of a sound file.
        var full = answers.Range ?? (whole == ElementType.Int16 ? (short.MinValue, -(float)short.MinValue) : null);
        if (answers.SampleRate is null)
            questions.Add(new ImportQuestion("--rate HZ", $"an output of shape {text} is a sound, and the file does not say how many samples a second it has"));
        if (full is null && Math.Max(-low, high) > Loud)
            questions.Add(new ImportQuestion("--range LOW,HIGH", FormattableString.Invariant($"its samples run from {low:G3} to {high:G3}, so it is not known which values are full scale")));
        if (questions.Count > 0)
            return null;
        var (bottom, top) = full ?? (-1, 1);
        var beyond = Math.Max(bottom - low, high - top) > 0.05f * (top - bottom) ? ", and what is beyond is cut off: --range LOW,HIGH says which values are full scale" : "";
        notes.Add(FormattableString.Invariant($"Samples run from {low:G3} to {high:G3}; full scale is {bottom} to {top}{beyond}."));
        int? axis = channels is null ? null : shape[1] == channels ? 1 : 2;
        if (axis is not null)
            notes.Add("Sounds have one channel here: the mean of the two is taken.");
        return new SoundReading(new SoundLayout(answers.SampleRate!.Value, (int)count), IsFolded: shape.Length > 3 || shape[^1] != count, axis, full);
    }

    /// <summary>What brings the output to [B, n] in [−1, 1]; null where it is so.</summary>
    public Model? Unfolding(string input, Value output)
    {
        if (!IsFolded && ChannelAxis is null && Full is null)
            return null;
        var g = new GraphBuilder("import_");
        var sound = new Value(input, ElementType.Float, output.Dims);
        var given = sound;
        if (ChannelAxis is { } axis)
            sound = g.Emit("ReduceMean", [sound, g.Ints(axis)], ElementType.Float, [-1, Layout.Samples], new() { { "keepdims", 0L } });
        sound = g.Emit("Reshape", [sound, g.Ints(-1, Layout.Samples)], ElementType.Float, [-1, Layout.Samples]);
        if (Full is var (low, high))
            sound = g.Mul(g.Sub(sound, g.Scalar((low + high) / 2.0)), g.Scalar(2.0 / (high - low)));
        return Model.Of(g.Build("import", [given], [g.Named("sound", sound)]), GraphBuilder.MinimumOpset);
    }

    private static RhumbException NoSound(ReadOnlySpan<long> shape)
    {
        var isTable = shape.ToArray().Count(length => length > MostChannels) > 1;
        return new RhumbException($"The output has the shape {Autodiff.Graphs.Shapes.Text(shape)}, which is no sound [batch, n], [batch, 1, n] or [batch, n, 1] of {Shortest} samples or more, as --rate says; "
            + (isTable ? "if it is a spectrogram of magnitudes, which has no phases to be heard by, export the model together with its vocoder; otherwise " : "")
            + "leave --rate out, or choose another output with --of NAME.");
    }

    // [1, n] with any number of axes of length 1 besides.
    private static bool IsRow(ReadOnlySpan<long> shape) => shape.Length > 1 && shape[1..].Count(1L) >= shape.Length - 2;

    // [1, few, many] or [1, many, few].
    private static long? ChannelsOf(ReadOnlySpan<long> shape) =>
        shape.Length == 3 && Math.Min(shape[1], shape[2]) is var few and > 1 and <= MostChannels && Math.Max(shape[1], shape[2]) >= 16 * few ? few : null;

    private static bool IsSquare(long count) => (long)Math.Round(Math.Sqrt(count)) is var side && side * side == count;
}
