namespace Rhumb.Media;

/// <summary>Sampled sound.</summary>
/// <param name="SampleRate">Samples a second of each channel, in hertz.</param>
/// <param name="Channels">1 for mono, 2 for left and right.</param>
/// <param name="Samples">All samples [n, Channels], full scale −1 to 1.</param>
public sealed record Waveform(int SampleRate, int Channels, float[] Samples)
{
    /// <summary>n, the samples of each channel.</summary>
    public int Length => Samples.Length / Channels;

    /// <summary>The mean of all channels [n].</summary>
    public float[] Mono()
    {
        var mono = new float[Length];
        for (var i = 0; i < mono.Length; i++)
        {
            var sum = 0.0;
            for (var channel = 0; channel < Channels; channel++)
                sum += Samples[(i * Channels) + channel];
            mono[i] = (float)(sum / Channels);
        }
        return mono;
    }
}
