using Rhumb.Runtime;

namespace Rhumb.Generators.Audio;

/// <summary>A generator of sounds, as waveforms or as spectrograms. Its visible change is <see cref="SoundChange"/> of two sounds as <see cref="SoundMetric.Mel"/> hears them.</summary>
public sealed class SoundGenerator : DecoderGenerator<SoundMetric>
{
    private readonly SoundLayout _layout;
    private readonly Spectrogram? _spectrogram;

    private SoundGenerator(GeneratorFolder folder, SoundOptions options)
        : base(folder, new SoundHead(folder.Manifest.Sound!), options.Space, options.Metric, options.Device)
    {
        _layout = folder.Manifest.Sound!;
        _spectrogram = _layout.Spectrogram is { } spectral ? new Spectrogram(spectral, _layout.Samples) : null;
    }

    /// <summary>Opens the generator at <paramref name="path"/>, a manifest or its folder.</summary>
    /// <exception cref="RhumbException">A file is missing or damaged, or networks and manifest do not fit each other; the message says what to do.</exception>
    /// <exception cref="RuntimeException">The engine itself is missing.</exception>
    public static SoundGenerator Load(string path, SoundOptions? options = null) => Open(GeneratorFolder.Load(path), options);

    /// <summary>Opens the generator of a loaded manifest.</summary>
    /// <exception cref="RhumbException">As <see cref="Load"/>.</exception>
    public static SoundGenerator Open(GeneratorFolder folder, SoundOptions? options = null) =>
        folder.Manifest.Kind == GeneratorKind.Sound
            ? new SoundGenerator(folder, options ?? new SoundOptions())
            : throw new RhumbException($"Generator '{folder.Manifest.Name}' does not make sounds; open it as what it is.");

    /// <summary>A waveform as the network returns it; a spectrogram inverted, clipped, and its ends faded, because networks draw sounds that begin before the first sample.</summary>
    private protected override Output OutputOf(float[] values)
    {
        if (_spectrogram is null)
            return new SoundOutput(_layout.SampleRate, values);
        var samples = Array.ConvertAll(_spectrogram.ToSound(values), sample => Math.Clamp(sample, -1, 1));
        SoundEnds.Fade(samples, _layout.SampleRate);
        return new SoundOutput(_layout.SampleRate, samples);
    }

    private protected override double ChangeOf(float[] from, float[] to) => SoundChange.Between(from, to);
}
