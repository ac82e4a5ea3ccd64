using Rhumb.Training.Data;
using Rhumb.Training.Recipes;

namespace Rhumb.Training.Sounds;

/// <summary>Pictures of notes, and pictures of how they sound, as images with the notes' attributes.</summary>
internal static class NoteImages
{
    /// <summary>The notes taken apart: images [1, Frames, Rows].</summary>
    public static ImageDataSet Analysed(NoteDataSet notes, NoteForm form, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var area = form.Frames * form.Rows;
        var pixels = new byte[notes.Count * area];
        var pitches = notes.Attributes[NoteDataSet.Pitch].Values;
        var done = 0;
        Parallel.For(0, pitches.Count, new ParallelOptions { CancellationToken = cancellation }, pitch =>
        {
            var analysis = new HarmonicAnalysis(form, PitchName.Frequency(pitches[pitch]));
            var (sound, picture) = (new float[notes.Length], new float[area]);
            for (var i = 0; i < notes.Count; i++)
                if (notes.Label(i, NoteDataSet.Pitch) == pitch)
                {
                    cancellation.ThrowIfCancellationRequested();
                    notes.CopyTo(i, sound);
                    analysis.Analyse(sound, picture);
                    for (var j = 0; j < area; j++)
                        pixels[(i * area) + j] = (byte)Math.Clamp(MathF.Round(127.5f * (picture[j] + 1)), 0, 255);
                }
            progress.Report(new StepProgress("Taking notes apart", Interlocked.Increment(ref done) / (double)pitches.Count));
        });
        return new ImageDataSet(form.Frames, form.Rows, pixels, notes.Labels, notes.Attributes);
    }

    /// <summary>How the notes sound: images [1, Bands, Frames] with the attributes that a judge is to tell, family and instrument.</summary>
    public static ImageDataSet Heard(NoteDataSet notes, MelPicture mel, CancellationToken cancellation)
    {
        const int chunk = 500;
        var area = mel.Bands * mel.Frames;
        var pixels = new byte[notes.Count * area];
        using var listener = new NoteRows(NoteNetworks.Listener(mel));
        for (var start = 0; start < notes.Count; start += chunk)
        {
            var some = notes.Part([.. Enumerable.Range(start, Math.Min(chunk, notes.Count - start))]);
            var levels = listener.Run(some.Rows(), [], cancellation)["image"].Values;
            for (var i = 0; i < levels.Length; i++)
                pixels[(start * area) + i] = (byte)Math.Clamp(MathF.Round(127.5f * (levels[i] + 1)), 0, 255);
        }
        byte[] labels = [.. Enumerable.Range(0, notes.Count).SelectMany(i => (byte[])[(byte)notes.Label(i, NoteDataSet.Family), (byte)notes.Label(i, NoteDataSet.Instrument)])];
        return new ImageDataSet(mel.Bands, mel.Frames, pixels, labels, [notes.Attributes[NoteDataSet.Family], notes.Attributes[NoteDataSet.Instrument]]);
    }
}
