namespace Rhumb.Generators;

/// <summary>How a spectrogram [2, frames, bins] of log-magnitude and instantaneous frequency is to be read.</summary>
/// <param name="Frames">Frames in time.</param>
/// <param name="Bins">Frequencies: half of the window, or one more with half the sample rate itself.</param>
/// <param name="Window">Samples of the Hann window.</param>
/// <param name="Hop">Samples from one frame to the next.</param>
/// <param name="Low">Natural logarithm of the magnitude that −1 stands for.</param>
/// <param name="High">Natural logarithm of the magnitude that 1 stands for; with −1 and 1 the network returns logarithms as they are.</param>
public sealed record SpectralLayout(int Frames, int Bins, int Window = 1024, int Hop = 256, float Low = -1, float High = 1);
