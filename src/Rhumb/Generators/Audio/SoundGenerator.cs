using Rhumb.Autodiff.Graphs;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Generators.Audio;

/// <summary>A generator of sounds, as waveforms or as spectrograms. Its visible change is <see cref="SoundChange"/> of two sounds as <see cref="SoundMetric.Mel"/> hears them.</summary>
public sealed class SoundGenerator : DecoderGenerator<SoundMetric>
{
    private readonly SoundHead _head;
    private readonly SoundLayout _layout;
    private readonly Spectrogram? _spectrogram;

    private SoundGenerator(GeneratorFolder folder, SoundHead head, SoundOptions options)
        : base(folder, head, options.Space, options.Metric, options.Device)
    {
        (_head, _layout) = (head, folder.Manifest.Sound!);
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
            ? new SoundGenerator(folder, new SoundHead(folder.Manifest.Sound!), options ?? new SoundOptions())
            : throw new RhumbException($"Generator '{folder.Manifest.Name}' does not make sounds; open it as what it is.");

    /// <summary>What <see cref="SoundMetric.Mel"/> hears of waveforms [m, n] that need not be this generator's: levels [m, l], a row for <see cref="ChangeBetween"/>.</summary>
    /// <exception cref="ArgumentException">They are of another length than this generator's.</exception>
    public RowMatrix Levels(RowMatrix waveforms, CancellationToken cancellation)
    {
        if (waveforms.Columns != _layout.Samples)
            throw new ArgumentException($"Sounds of {waveforms.Columns} samples are not heard as those of '{Manifest.Name}' are, which have {_layout.Samples}.", nameof(waveforms));
        long[] shape = _layout.Spectrogram is { } spectral ? [1, 2, spectral.Frames, spectral.Bins] : [1, _layout.Samples];
        var levels = new RowMatrix(waveforms.Rows, _head.CountOf(SoundMetric.Mel));
        using var ear = GraphRuntime.Compile(_head.Metric(new Value("sound", ElementType.Float, [.. shape.Select(length => (Dim)length)]), SoundMetric.Mel));
        for (var i = 0; i < levels.Rows; i++)
        {
            using var sound = Tensor.Create<float>(_spectrogram is null ? waveforms.Row(i) : _spectrogram.Of(waveforms.Row(i)), shape);
            using var heard = ear.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [DecoderHeads.Input] = sound }, cancellation)[DecoderHeads.Metric];
            heard.AsSpan<float>().CopyTo(levels.Row(i));
        }
        return levels;
    }

    /// <summary>The visible change between two sounds, both as <see cref="Levels"/> [l].</summary>
    public static double ChangeBetween(ReadOnlySpan<float> first, ReadOnlySpan<float> second) => SoundChange.Between(first, second);

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
