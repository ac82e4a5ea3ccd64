namespace Rhumb.Generators;

/// <summary>How the output of a sound generator is to be read.</summary>
/// <param name="SampleRate">Samples a second, in hertz.</param>
/// <param name="Samples">Samples of each sound.</param>
/// <param name="Spectrogram">How the spectrogram [B, 2, frames, bins] is to be read that the decoder returns; null where it returns waveforms [B, samples] or [B, 1, samples].</param>
public sealed record SoundLayout(int SampleRate, int Samples, SpectralLayout? Spectrogram = null);
