namespace Rhumb.Generators.Audio;

/// <summary>A sound that a generator made.</summary>
/// <param name="SampleRate">Samples a second, in hertz.</param>
/// <param name="Samples">One channel [n], full scale −1 to 1.</param>
public sealed record SoundOutput(int SampleRate, float[] Samples) : Output;
