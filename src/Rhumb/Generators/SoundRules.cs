using Rhumb.Generators.Audio;

namespace Rhumb.Generators;

/// <summary>What the <c>sound</c> of a manifest must fulfil.</summary>
internal static class SoundRules
{
    /// <summary>Longest window: where spectrograms are played inside a graph, it holds the waves of all frequencies, W² values, 268 MB of them.</summary>
    private const int LongestWindow = 8192;

    /// <summary>Calls <paramref name="require"/> with every rule and the sentence for where it does not hold, until it throws.</summary>
    public static void Check(SoundLayout sound, Action<bool, string> require)
    {
        require(sound.SampleRate is >= 1000 and <= 1 << 20, $"'sound.sampleRate' is {sound.SampleRate}: give samples a second, usually 16000 to 48000");
        require(sound.Samples is >= 16 and <= 1 << 24, $"'sound.samples' is {sound.Samples}: give the samples of one sound");
        if (sound.Spectrogram is not { } spectral)
            return;
        require(spectral.Window is >= 16 and <= LongestWindow && spectral.Window % 2 == 0 && spectral.Hop > 0 && spectral.Hop <= spectral.Window / 2,
            $"'sound.spectrogram' has a window of {spectral.Window} samples and a hop of {spectral.Hop}: the window is even and at most {LongestWindow}, and the hop at most half of it, usually 1024 and 256");
        require(spectral.Bins == spectral.Window / 2 || spectral.Bins == (spectral.Window / 2) + 1,
            $"'sound.spectrogram.bins' is {spectral.Bins}: a window of {spectral.Window} samples has {spectral.Window / 2} bins, or {(spectral.Window / 2) + 1} with the last");
        require(spectral.Frames <= 1 << 16 && ShortTimeFourier.Covers(sound.Samples, spectral.Window, spectral.Hop, spectral.Frames),
            $"'sound.spectrogram.frames' is {spectral.Frames}, which does not cover {sound.Samples} samples: {ShortTimeFourier.FramesOf(sound.Samples, spectral.Hop)} frames do");
        require(float.IsFinite(spectral.Low) && float.IsFinite(spectral.High) && spectral.Low < spectral.High,
            "'sound.spectrogram' has low ≥ high: they are the logarithms of magnitude that −1 and 1 stand for");
    }
}
