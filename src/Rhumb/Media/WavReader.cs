using System.Buffers.Binary;

namespace Rhumb.Media;

/// <summary>Reads WAV files of any rate and number of channels: PCM of 8, 16, 24 and 32 bits, and floats of 32 and 64.</summary>
public static class WavReader
{
    private const string Remedy = "convert it to 16-bit PCM (ffmpeg -i IN -c:a pcm_s16le OUT.wav)";

    /// <summary>The sound in the file at <paramref name="path"/>.</summary>
    /// <exception cref="RhumbException">The file is missing, truncated or damaged, or its sound is compressed; one sentence says which and what to do.</exception>
    public static Waveform Read(string path)
    {
        if (!File.Exists(path))
            throw new RhumbException($"There is no file '{path}'; check the path.");
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{path}' cannot be read: {error.Message}", error);
        }
        return Decode(file, path);
    }

    /// <summary>As above, from a file's bytes; <paramref name="origin"/> names it in errors.</summary>
    /// <exception cref="RhumbException">As <see cref="Read"/>.</exception>
    public static Waveform Decode(ReadOnlySpan<byte> file, string origin)
    {
        if (!WavFile.IsOurs(file))
            throw new RhumbException($"'{origin}' is no WAV file; {Remedy}.");
        var (format, data) = (default(WavChunk?), default(WavChunk?));
        foreach (var chunk in WavChunk.All(file))
        {
            var name = file.Slice(chunk.Start - 8, 4);
            if (name.SequenceEqual("fmt "u8))
                format ??= chunk;
            else if (name.SequenceEqual("data"u8))
                data ??= chunk;
        }
        if (format is not { Length: >= 16, IsWhole: true } layout || data is not { } sound)
            throw new RhumbException($"'{origin}' is a damaged WAV: its {(data is null && format is not null ? "sound" : "description of the sound")} is missing or cut off; copy or write it again.");
        if (!sound.IsWhole)
            throw new RhumbException($"'{origin}' should hold {sound.Length} bytes of sound but has {file.Length - sound.Start}; it is truncated: copy or write it again.");
        return Samples(file.Slice(layout.Start, (int)layout.Length), file.Slice(sound.Start, (int)sound.Length), origin);
    }

    private static Waveform Samples(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data, string origin)
    {
        var encoding = (WavEncoding)BinaryPrimitives.ReadUInt16LittleEndian(format);
        if (encoding == WavEncoding.Extensible && format.Length >= 40)
            encoding = (WavEncoding)BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        var (channels, rate) = (BinaryPrimitives.ReadUInt16LittleEndian(format[2..]), BinaryPrimitives.ReadInt32LittleEndian(format[4..]));
        var (block, bits) = (BinaryPrimitives.ReadUInt16LittleEndian(format[12..]), BinaryPrimitives.ReadUInt16LittleEndian(format[14..]));
        if (encoding is not (WavEncoding.Integer or WavEncoding.Float))
            throw new RhumbException($"'{origin}' holds compressed sound (WAV format 0x{(int)encoding:X4}), which is not read; {Remedy}.");
        // Samples of odd widths, 20 bits say, fill whole bytes from the top.
        var size = channels == 0 ? 0 : block / channels;
        if (rate <= 0 || size == 0 || block % channels != 0 || bits == 0 || (bits + 7) / 8 != size)
            throw new RhumbException($"'{origin}' is a damaged WAV: it says {channels} channels of {bits} bits in blocks of {block} bytes at {rate} Hz; copy or write it again.");
        if (encoding == WavEncoding.Float ? size is not (4 or 8) : size > 4)
            throw new RhumbException($"'{origin}' holds {encoding.ToString().ToLowerInvariant()} samples of {bits} bits, which are not read; {Remedy}.");
        if (data.Length % block != 0)
            throw new RhumbException($"'{origin}' is a damaged WAV: {data.Length} bytes of sound are no whole number of {block}-byte blocks; copy or write it again.");
        var samples = new float[data.Length / size];
        for (var i = 0; i < samples.Length; i++)
            samples[i] = One(data.Slice(i * size, size), encoding);
        var bad = samples.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        return bad < 0
            ? new Waveform(rate, channels, samples)
            : throw new RhumbException($"'{origin}' holds {samples[bad]} at sample {bad / channels}, which is no sound; write it again.");
    }

    private static float One(ReadOnlySpan<byte> bytes, WavEncoding encoding) => (encoding, bytes.Length) switch
    {
        (WavEncoding.Float, 4) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (WavEncoding.Float, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, 1) => (bytes[0] - 128) / 128f,
        (_, 2) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (_, 3) => ((bytes[0] | bytes[1] << 8 | (sbyte)bytes[2] << 16) / 8388608f),
        _ => (float)(BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648.0),
    };
}
