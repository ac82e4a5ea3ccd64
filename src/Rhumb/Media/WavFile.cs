using System.Buffers.Binary;
using System.Text;

namespace Rhumb.Media;

/// <summary>
/// RIFF WAVE, written as 16-bit PCM. The recipe is a chunk <c>rhmb</c> of JSON behind the sound, so that players which expect the sound at byte 44 find it there; the credit is
/// the standard copyright and comment (LIST INFO, ICOP and ICMT).
/// </summary>
public static class WavFile
{
    /// <summary>The extensions that can be written.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".wav"];

    private const int HeaderLength = 44;

    internal static ReadOnlySpan<byte> Magic => "RIFF"u8;

    internal static ReadOnlySpan<byte> Form => "WAVE"u8;

    private static ReadOnlySpan<byte> RecipeChunk => "rhmb"u8;

    /// <summary>Writes <paramref name="sound"/> to <paramref name="path"/>.</summary>
    /// <exception cref="RhumbException">The extension is another, a sample is NaN or infinite, or the file cannot be written.</exception>
    public static void Write(string path, Waveform sound, Recipe? recipe = null)
    {
        var extension = Path.GetExtension(path);
        if (!Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw new RhumbException($"Sounds are written as {string.Join(", ", Extensions)}, not as '{extension}'; change the file's extension.");
        AtomicFile.Write(path, Encode(sound, recipe));
    }

    /// <summary>The bytes of a WAV of <paramref name="sound"/>: round(32,768 · sample), clipped to what 16 bits hold.</summary>
    /// <exception cref="ArgumentException">Other than one or two channels, samples that are no multiple of them, no rate, or more sound than a WAV holds.</exception>
    /// <exception cref="RhumbException">A sample is NaN or infinite.</exception>
    public static byte[] Encode(Waveform sound, Recipe? recipe = null)
    {
        if (sound.Channels is not (1 or 2) || sound.Samples.Length % sound.Channels != 0 || sound.SampleRate <= 0 || sound.Samples.Length > 1 << 29)
            throw new ArgumentException($"{sound.Samples.Length} samples in {sound.Channels} channels at {sound.SampleRate} Hz cannot be written as a WAV.", nameof(sound));
        byte[] behind = recipe is null ? [] : [.. Chunk("LIST"u8, Credits(recipe.Credit)), .. Chunk(RecipeChunk, Encoding.ASCII.GetBytes(recipe.ToJson()))];
        var (data, block) = (2 * sound.Samples.Length, 2 * sound.Channels);
        var file = new byte[HeaderLength + data + behind.Length];
        Magic.CopyTo(file);
        Put(file, 4, file.Length - 8);
        Form.CopyTo(file.AsSpan(8));
        "fmt "u8.CopyTo(file.AsSpan(12));
        Put(file, 16, 16);
        Put(file, 20, (int)WavEncoding.Integer | sound.Channels << 16);
        Put(file, 24, sound.SampleRate);
        Put(file, 28, sound.SampleRate * block);
        Put(file, 32, block | 16 << 16);
        "data"u8.CopyTo(file.AsSpan(36));
        Put(file, 40, data);
        Quantise(sound.Samples, file.AsSpan(HeaderLength, data), sound.Channels);
        behind.CopyTo(file, HeaderLength + data);
        return file;
    }

    /// <summary>Samples as 16-bit numbers, round(32,768 · sample), little-endian: what files and frames hold; what is beyond full scale is clipped.</summary>
    /// <param name="samples">Full scale −1 to 1, the channels in turn.</param>
    /// <param name="bytes">Two for each sample.</param>
    /// <param name="channels">Number of channels; an error counts the samples of each.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> is shorter than twice <paramref name="samples"/>.</exception>
    /// <exception cref="RhumbException">A sample is NaN or infinite.</exception>
    public static void Quantise(ReadOnlySpan<float> samples, Span<byte> bytes, int channels = 1)
    {
        if (bytes.Length < 2 * samples.Length)
            throw new ArgumentException($"{samples.Length} samples do not fit into {bytes.Length} bytes.", nameof(bytes));
        var bad = samples.IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (bad >= 0)
            throw new RhumbException($"The sound holds {samples[bad]} at sample {bad / channels}, so it cannot be written; choose another point.");
        for (var i = 0; i < samples.Length; i++)
            BinaryPrimitives.WriteInt16LittleEndian(bytes[(2 * i)..], (short)Math.Clamp(MathF.Round(32768 * samples[i]), short.MinValue, short.MaxValue));
    }

    /// <summary>Whether <paramref name="file"/> begins as a WAV does.</summary>
    internal static bool IsOurs(ReadOnlySpan<byte> file) => file.Length >= 12 && file.StartsWith(Magic) && file[8..].StartsWith(Form);

    /// <summary>The JSON of the recipe inside, or null.</summary>
    internal static string? FindRecipe(ReadOnlySpan<byte> file)
    {
        foreach (var chunk in WavChunk.All(file))
            if (file.Slice(chunk.Start - 8, 4).SequenceEqual(RecipeChunk))
                return chunk.IsWhole ? Encoding.UTF8.GetString(file.Slice(chunk.Start, (int)chunk.Length)) : null;
        return null;
    }

    private static byte[] Credits(string credit)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(credit), 0];
        return [.. "INFO"u8, .. Chunk("ISFT"u8, "Rhumb\0"u8), .. Chunk("ICOP"u8, text), .. Chunk("ICMT"u8, text)];
    }

    // Chunks begin at even places.
    private static byte[] Chunk(ReadOnlySpan<byte> name, ReadOnlySpan<byte> content)
    {
        var chunk = new byte[8 + content.Length + (content.Length & 1)];
        name.CopyTo(chunk);
        Put(chunk, 4, content.Length);
        content.CopyTo(chunk.AsSpan(8));
        return chunk;
    }

    private static void Put(byte[] file, int at, int value) => BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(at), value);
}
