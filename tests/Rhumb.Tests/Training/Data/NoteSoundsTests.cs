using Rhumb.Media;
using Rhumb.Tests.Training.Sounds;
using Rhumb.Training;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Scripts stand in for FluidSynth: what is cut, left out and said, without a sound font.</summary>
public sealed class NoteSoundsTests : IDisposable
{
    /// <summary>Samples from note to note, and notes of a family that has all its programs.</summary>
    private const int Slot = 20_000, MostNotes = 8 * 25 * 2;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notes_are_cut_levelled_faded_and_kept_and_silent_ones_listed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts that stand in for FluidSynth are shell scripts.");
        // The first and third notes of each family sound, at different levels.
        var sound = new float[MostNotes * Slot];
        Tones.Harmonic(220, Slot, 100, (1, 0.05)).CopyTo(sound.AsSpan());
        Tones.Harmonic(330, Slot, 100, (1, 0.5)).CopyTo(sound.AsSpan(2 * Slot));
        WavFile.Write(_folder["rendered.wav"], new Waveform(16000, 1, sound));
        var notes = await Load(Copying());
        Assert.Equal(2 * 13, notes.Count);
        Assert.Equal(NoteSelection.Instruments.Count * 50 - (2 * 13), notes.Silent.Count);
        Assert.Contains("C3 piano grand piano loud", notes.Silent);
        Assert.Equal((0, 0, 0, 0), (notes.Label(0, 0), notes.Label(0, 1), notes.Label(0, 2), notes.Label(0, 3)));
        Assert.Equal((1, 0, 0, 0), (notes.Label(1, 0), notes.Label(1, 1), notes.Label(1, 2), notes.Label(1, 3)));
        var rows = notes.Rows();
        for (var i = 0; i < notes.Count; i++)
        {
            var note = rows.Row(i).ToArray();
            Assert.Equal(0.15 * Math.Sqrt(2), note.Max(), 0.01);
            Assert.InRange(Math.Abs(note[^1]), 0, 1e-3);
            Assert.Equal(0, note[99], 1e-3);
        }

        // Nothing is rendered again, and nothing else is left in the cache.
        Assert.Equal(notes.Samples, (await Load(Script("exit 1"))).Samples);
        Assert.Single(Directory.GetFileSystemEntries(_folder["cache/notes"]));
    }

    [Fact]
    public async Task Without_FluidSynth_one_sentence_says_how_to_get_it()
    {
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Load(_folder["no such program"]))).Message;
        Assert.Contains("apt install fluidsynth", message, StringComparison.Ordinal);
        Assert.Contains("--data FILE", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["cache/notes"]));
    }

    [Theory]
    [InlineData("echo 'fluidsynth: error: Failed to load SoundFont' >&2; exit 1", "Failed to load SoundFont")]
    [InlineData("exit 0", "did not render")]
    [InlineData("cp short.wav \"$out\"", "instead of")]
    public async Task What_it_cannot_do_is_one_sentence_and_leaves_no_data(string script, string part)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts that stand in for FluidSynth are shell scripts.");
        WavFile.Write(_folder["short.wav"], new Waveform(16000, 1, new float[Slot]));
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Load(Script(script)))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Empty(Directory.GetFileSystemEntries(_folder["cache/notes"]));
    }

    private Task<NoteDataSet> Load(string program) =>
        new NoteSounds(_folder["cache"]) { FluidSynth = program }.LoadAsync(() => Task.FromResult(_folder["font"]), Told.Nobody, Stop);

    private string Copying() => Script("cp rendered.wav \"$out\"");

    // Finds where the WAV is to go, and runs in the folder of the test.
    private string Script(string text)
    {
        var path = _folder.Write($"fluidsynth{Directory.GetFiles(_folder.Path).Length}", $"#!/bin/sh\nwhile [ \"$1\" != -F ]; do shift; done\nout=$2\ncd '{_folder.Path}'\n{text}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
