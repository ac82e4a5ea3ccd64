namespace Rhumb.Generators.Audio;

/// <summary>The metric φ that directions of sounds are judged by. Phases count in neither: they are hardly heard.</summary>
public enum SoundMetric
{
    /// <summary>Levels in bands of equal width on the mel scale, as an ear tells frequencies apart.</summary>
    Mel,

    /// <summary>Levels at every frequency of the spectrogram.</summary>
    Spectrum,
}
