namespace Rhumb.Generators.Importing;

/// <summary>How an output is to be read as a waveform, from the shape and the values of samples.</summary>
internal static class SoundReading
{
    /// <summary>Shorter rows are seldom sounds: where nobody gives a rate they are not taken for any.</summary>
    private const int LeastSamples = 2048;

    /// <summary>
    /// Whether an output of shape [1, n] or [1, 1, n] is a waveform: it is where a rate is given, and where it is long and no flattened square image.
    /// </summary>
    public static bool IsSound(ReadOnlySpan<long> shape, int? rate)
    {
        if (shape.Length is not (2 or 3) || (shape.Length == 3 && shape[1] != 1) || shape[^1] < 16)
            return false;
        return rate is not null || (shape[^1] >= LeastSamples && (shape.Length == 3 || !IsSquare(shape[1]) && !(shape[1] % 3 == 0 && IsSquare(shape[1] / 3))));
    }

    /// <summary>The layout of waveforms; null, with a question added, where the rate is not known.</summary>
    public static SoundLayout? Of(ReadOnlySpan<long> shape, float[] values, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        if (answers.SampleRate is not { } rate)
        {
            questions.Add(new ImportQuestion("--rate HZ", $"an output of shape {Autodiff.Graphs.Shapes.Text(shape)} is a sound, and the file does not say how many samples a second it has"));
            return null;
        }
        var (low, high) = ValueRange.Spread(values);
        notes.Add(FormattableString.Invariant($"Samples run from {low:G3} to {high:G3}; full scale is -1 to 1{(low < -1.1f || high > 1.1f ? ", and what is beyond is cut off: export the model with its output scaled" : "")}."));
        return new SoundLayout(rate, (int)shape[^1]);
    }

    private static bool IsSquare(long count) => (long)Math.Round(Math.Sqrt(count)) is var side && side * side == count;
}
