using System.Security.Cryptography;
using System.Text;
using Rhumb.Media;

namespace Rhumb.Training.Data;

/// <summary>
/// Instrument notes of one second at 16 kHz, rendered by FluidSynth from the sound font <see cref="DebianPackage.SoundFont"/>, without reverberation. They are rendered once, family by
/// family, and kept in one file. Each is brought to the same loudness and faded at its end.
/// </summary>
/// <param name="cache">The cache folder; see <see cref="CacheFolder"/>.</param>
public sealed class NoteSounds(string cache)
{
    /// <summary>What to do without the sound font: the end of a sentence.</summary>
    internal const string Substitute = "give a file of notes from another machine's cache with --data FILE";

    /// <summary>Samples a second.</summary>
    public const int SampleRate = 16000;

    /// <summary>Samples of a note.</summary>
    public const int Length = SampleRate;

    private const string Font = "usr/share/sounds/sf2/FluidR3_GM.sf2";

    /// <summary>Milliseconds from note to note in what is rendered, until a note is let go, and until it is silenced, which is after what is kept of it.</summary>
    private const int Slot = 1250, Held = 800, Silenced = 1100;

    private const int SlotSamples = Slot * (SampleRate / 1000);

    /// <summary>RMS below which nothing can be heard of a note.</summary>
    private const double Silence = 1e-4;

    /// <summary>RMS of the loudest 50 ms of each note.</summary>
    private const double Loudness = 0.15;

    private const int Window = SampleRate / 20;

    /// <summary>Path or name of FluidSynth.</summary>
    public string FluidSynth { get; init; } = "fluidsynth";

    /// <summary>The file that the notes are kept in; its name changes with everything that they depend on.</summary>
    public string File => Path.Combine(cache, "notes", Origin + ".notes");

    private static string Origin
    {
        get
        {
            var recipe = $"{DebianPackage.SoundFont.Sha256} {string.Join('|', NoteSelection.Attributes.SelectMany(attribute => attribute.Values))} {Slot} {Held} {Silenced} {Loudness} "
                + string.Join(' ', NoteSelection.Velocities);
            return $"notes-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12]}";
        }
    }

    /// <summary>The notes, rendered where they are not there yet.</summary>
    /// <param name="fetch">Fetches the sound font: the folder of the unpacked package.</param>
    /// <param name="progress">Told of each family.</param>
    /// <param name="cancellation">Stops between families.</param>
    /// <exception cref="RhumbException">FluidSynth, the network or space is missing, or what was rendered is not what was asked for.</exception>
    public async Task<NoteDataSet> LoadAsync(Func<Task<string>> fetch, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        if (System.IO.File.Exists(File))
            return NoteDataFile.Read(File).Data;
        var font = Path.Combine(await fetch(), Font);
        var folder = Path.Combine(cache, "notes", $"{Origin}.{Environment.ProcessId}.parts");
        try
        {
            Directory.CreateDirectory(folder);
            var data = await RenderAsync(font, folder, progress, cancellation);
            progress.Report(new StepProgress($"Writing {File}"));
            NoteDataFile.Write(File, data, Origin);
            return data;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"Notes cannot be stored in {folder} ({cause.Message.TrimEnd('.')}); free some space (0.3 GB) or set RHUMB_CACHE to another folder.", cause);
        }
        finally
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<NoteDataSet> RenderAsync(string font, string folder, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var (samples, labels, silent) = (new List<short>(), new List<byte>(), new List<string>());
        var families = NoteSelection.Attributes[NoteDataSet.Family].Values;
        for (var family = 0; family < families.Count; family++)
        {
            progress.Report(new StepProgress("Rendering notes: " + families[family], family / (double)families.Count));
            var notes = Notes(family);
            var sound = await PlayAsync(font, folder, [.. notes.Select(note => (note.Program, NoteSelection.Pitches[note.Label[NoteDataSet.Pitch]], NoteSelection.Velocities[note.Label[NoteDataSet.Strength]]))], cancellation);
            for (var i = 0; i < notes.Count; i++)
                if (Cut(sound, i * SlotSamples) is { } note)
                    (samples, labels) = (Appended(samples, note), Appended(labels, notes[i].Label));
                else
                    silent.Add(string.Join(' ', NoteSelection.Attributes.Zip(notes[i].Label, (attribute, value) => attribute.Values[value])));
        }
        return new NoteDataSet(SampleRate, Length, [.. samples], [.. labels], NoteSelection.Attributes) { Silent = silent };
    }

    private static List<T> Appended<T>(List<T> list, T[] values)
    {
        list.AddRange(values);
        return list;
    }

    private static List<(int Program, byte[] Label)> Notes(int family) =>
    [
        .. from instrument in Enumerable.Range(0, NoteSelection.Instruments.Count)
           where NoteSelection.Instruments[instrument].Family == family
           from pitch in Enumerable.Range(0, NoteSelection.Pitches.Count)
           from strength in Enumerable.Range(0, NoteSelection.Velocities.Length)
           select (NoteSelection.Instruments[instrument].Program, (byte[])[(byte)pitch, (byte)family, (byte)instrument, (byte)strength]),
    ];

    // Both channels of what FluidSynth plays, as one.
    private async Task<float[]> PlayAsync(string font, string folder, IReadOnlyList<(int, int, int)> notes, CancellationToken cancellation)
    {
        var (midi, wav) = (Path.Combine(folder, "notes.mid"), Path.Combine(folder, "notes.wav"));
        await System.IO.File.WriteAllBytesAsync(midi, MidiFile.Write(notes, Slot, Held, Silenced), cancellation);
        var result = await PackageTools.RunAsync(
            FluidSynth, ["-ni", "-q", "-g", "0.6", "-R", "0", "-C", "0", "-r", $"{SampleRate}", "-F", wav, "-T", "wav", "-O", "s16", font, midi], folder, () => { }, cancellation,
            "install it (Debian: apt install fluidsynth), or " + Substitute);
        if (result.ExitCode != 0 || !System.IO.File.Exists(wav))
            throw new RhumbException($"FluidSynth did not render the notes ({result.Reason.TrimEnd('.')}); check that it plays {font}, and that 0.3 GB are free in {folder}.");
        var sound = WavReader.Read(wav);
        var needed = notes.Count * SlotSamples;
        return sound.SampleRate == SampleRate && sound.Length >= needed - (SampleRate / 10)
            ? sound.Mono()
            : throw new RhumbException($"FluidSynth rendered {sound.Length} samples at {sound.SampleRate} Hz instead of {needed} at {SampleRate}; check that the disk is not full, and install version 2.");
    }

    /// <summary>The note that begins at <paramref name="start"/>, in one loudness and faded; null where nothing can be heard.</summary>
    private static short[]? Cut(float[] sound, int start)
    {
        var note = new double[Length];
        for (var i = 0; i < Length && start + i < sound.Length; i++)
            note[i] = sound[start + i];
        if (Math.Sqrt(note.Sum(x => x * x) / Length) < Silence)
            return null;
        var (energy, loudest) = (0.0, 0.0);
        for (var i = 0; i < Length; i++)
        {
            energy += (note[i] * note[i]) - (i < Window ? 0 : note[i - Window] * note[i - Window]);
            loudest = Math.Max(loudest, energy / Window);
        }
        var gain = Loudness / Math.Sqrt(loudest);
        return [.. note.Select((x, i) => (short)Math.Clamp(Math.Round(32768 * gain * x * NoteEnd.Gain(i, Length)), short.MinValue, short.MaxValue))];
    }
}
