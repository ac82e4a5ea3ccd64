using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Subspaces;
using Rhumb.Training.Sounds;

namespace Rhumb.Training.Recipes;

/// <summary>The pictures and sounds of a card: samples, and strips along recommended directions, as they are heard.</summary>
/// <param name="generator">The generator.</param>
/// <param name="hearing">How sounds become pictures.</param>
/// <param name="point">Sample number 0, 1, ….</param>
internal sealed class NotePictures(SoundGenerator generator, MelPicture hearing, Func<int, Point> point)
{
    private const int Columns = 12, Rows = 6, Frames = 9, Starts = 6, Scale = 2;

    /// <summary>Sounds that a WAV of samples, or of a strip, holds one after the other.</summary>
    private const int Played = 6;

    /// <summary>The first samples: time to the right, pitch upwards, loud is bright.</summary>
    public async Task<RgbaImage> SamplesAsync(CancellationToken cancellation) =>
        Sheet(await SoundsAsync([.. Enumerable.Range(0, Rows * Columns).Select(point)], cancellation), Columns, cancellation);

    /// <summary>The first samples one after the other.</summary>
    public async Task<Waveform> SoundAsync(CancellationToken cancellation) => Joined(await SoundsAsync([.. Enumerable.Range(0, Played).Select(point)], cancellation));

    /// <summary>Nine frames from t = −1 to 1 along the first direction of the first samples, a row each, and every other frame of the first row as sound.</summary>
    public async Task<(RgbaImage Picture, Waveform Sound)> StripsAsync(CancellationToken cancellation)
    {
        var points = new List<Point>();
        for (var i = 0; i < Starts; i++)
        {
            var slider = await SubspaceFinder.FindAsync(generator, point(i), new SubspaceRequest { Rank = 1, Ranges = new MeasuredChangeRange() }, cancellation);
            points.AddRange(Enumerable.Range(0, Frames).Select(frame => slider.At(generator.LatentSpace, [(2.0 * frame / (Frames - 1)) - 1])));
        }
        var sounds = await SoundsAsync(points, cancellation);
        return (Sheet(sounds, Frames, cancellation), Joined([.. Enumerable.Range(0, (Frames + 1) / 2).Select(i => sounds[2 * i])]));
    }

    private async Task<SoundOutput[]> SoundsAsync(IReadOnlyList<Point> points, CancellationToken cancellation) =>
        [.. (await generator.GenerateAsync(points, Detail.Full, cancellation)).Cast<SoundOutput>()];

    private static Waveform Joined(IReadOnlyList<SoundOutput> sounds) => new(sounds[0].SampleRate, 1, [.. sounds.SelectMany(sound => sound.Samples)]);

    private RgbaImage Sheet(SoundOutput[] sounds, int columns, CancellationToken cancellation)
    {
        using var listener = new NoteRows(NoteNetworks.Listener(hearing));
        var rows = new RowMatrix(sounds.Length, hearing.Length, [.. sounds.SelectMany(sound => sound.Samples)]);
        var heard = listener.Run(rows, [], cancellation)["image"];
        return ContactSheet.Compose([.. Enumerable.Range(0, heard.Rows).Select(i => Draw(heard.Row(i)))], columns, gap: 2);
    }

    // Levels [Bands, Frames] in [−1, 1].
    private RgbaImage Draw(ReadOnlySpan<float> levels)
    {
        var loud = new float[levels.Length];
        for (var i = 0; i < loud.Length; i++)
            loud[i] = (levels[i] + 1) / 2;
        return SpectrogramPicture.Of(loud, hearing.Bands, hearing.Frames, Scale);
    }
}
