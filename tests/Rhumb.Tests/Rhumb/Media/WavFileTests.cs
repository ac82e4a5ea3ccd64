using System.Buffers.Binary;
using System.Text;
using Rhumb.LinearAlgebra;
using Rhumb.Media;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class WavFileTests
{
    private const int Integer = 1, Float = 3, Extensible = 0xFFFE;

    [Theory]
    [InlineData(1, 16_000, 1_001)]
    [InlineData(2, 44_100, 640)]
    [InlineData(1, 8_000, 0)]
    public void Sound_and_recipe_read_back(int channels, int rate, int length)
    {
        using var folder = new MediaFolder();
        var samples = Noise(channels * length);
        var recipe = MediaFolder.Recipe();
        WavFile.Write(folder["a.wav"], new Waveform(rate, channels, samples), recipe);
        var read = WavReader.Read(folder["a.wav"]);
        Assert.Equal((rate, channels, length), (read.SampleRate, read.Channels, read.Length));
        for (var i = 0; i < samples.Length; i++)
            Assert.Equal(samples[i], read.Samples[i], 0.51 / 32768);
        MediaFolder.AssertSame(recipe, RecipeFile.Read(folder["a.wav"]));
        Assert.Equal(["a.wav"], folder.Files);
        // Written again it is the same file: nothing is lost the second time.
        Assert.Equal(File.ReadAllBytes(folder["a.wav"]), WavFile.Encode(read, recipe));
    }

    [Fact]
    public void The_file_is_what_players_expect()
    {
        var file = WavFile.Encode(new Waveform(16_000, 1, [0, 0.5f, -1, 1, 7, -7, 0.25f]), MediaFolder.Recipe());
        Assert.Equal("RIFF", Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal("WAVEfmt ", Encoding.ASCII.GetString(file, 8, 8));
        Assert.Equal([16, 0, 0, 0, 1, 0, 1, 0, 0x80, 0x3E, 0, 0, 0, 0x7D, 0, 0, 2, 0, 16, 0], file[16..36]);
        Assert.Equal("data", Encoding.ASCII.GetString(file, 36, 4));
        Assert.Equal(14, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)));
        Assert.Equal([0, 16384, -32768, 32767, 32767, -32768, 8192], Enumerable.Range(0, 7).Select(i => (int)BinaryPrimitives.ReadInt16LittleEndian(file.AsSpan(44 + (2 * i)))));
        Assert.Contains("Señora Ä. 陈", Encoding.UTF8.GetString(file), StringComparison.Ordinal);
        Assert.True(file.AsSpan().IndexOf("ICMT"u8) > 58 && file.AsSpan().IndexOf("rhmb"u8) > 58);
    }

    [Fact]
    public void Samples_are_quantised_as_files_hold_them()
    {
        var bytes = new byte[6];
        WavFile.Quantise([0.5f, -1, 7], bytes);
        Assert.Equal([0, 0x40, 0, 0x80, 0xFF, 0x7F], bytes);
        Assert.Throws<ArgumentException>(() => WavFile.Quantise([0, 0], new byte[3]));
    }

    [Fact]
    public void What_is_no_sound_is_not_written()
    {
        using var folder = new MediaFolder();
        Assert.Contains("sample 1", Assert.Throws<RhumbException>(() => WavFile.Write(folder["a.wav"], new Waveform(8_000, 2, [0, 0, float.NaN, 0]))).Message, StringComparison.Ordinal);
        Assert.Contains(".wav", Assert.Throws<RhumbException>(() => WavFile.Write(folder["a.mp3"], new Waveform(8_000, 1, [0]))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => WavFile.Encode(new Waveform(8_000, 2, [0])));
        Assert.Empty(folder.Files);
        WavFile.Write(folder["a.wav"], new Waveform(8_000, 1, [0]));
        Assert.Contains("carries no recipe", Assert.Throws<RhumbException>(() => RecipeFile.Read(folder["a.wav"])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Integer, 8, 1.1 / 128)]
    [InlineData(Integer, 16, 0.6 / 32768)]
    [InlineData(Integer, 20, 0.6 / 524288)]
    [InlineData(Integer, 24, 2e-7)]
    [InlineData(Integer, 32, 1e-7)]
    [InlineData(Float, 32, 0)]
    [InlineData(Float, 64, 0)]
    public void Every_plain_encoding_is_read(int encoding, int bits, double tolerance)
    {
        var samples = Noise(600);
        var plain = WavReader.Decode(Wav(encoding, 3, 48_000, bits, samples), "a.wav");
        Assert.Equal((48_000, 3, 200), (plain.SampleRate, plain.Channels, plain.Length));
        for (var i = 0; i < samples.Length; i++)
            Assert.Equal(samples[i], plain.Samples[i], tolerance);
        Assert.Equal((samples[0] + samples[1] + samples[2]) / 3, plain.Mono()[0], tolerance + 1e-7);
        Assert.Equal(plain.Samples, WavReader.Decode(Wav(encoding, 3, 48_000, bits, samples, extensible: true), "a.wav").Samples);
    }

    [Theory]
    [InlineData(0x0055)]
    [InlineData(0x0002)]
    [InlineData(0x0006)]
    public void Compressed_sound_is_refused_with_a_way_out(int encoding)
    {
        var message = Assert.Throws<RhumbException>(() => WavReader.Decode(Wav(encoding, 1, 8_000, 8, Noise(8)), "a.wav")).Message;
        Assert.Contains($"0x{encoding:X4}", message, StringComparison.Ordinal);
        Assert.Contains("ffmpeg", message, StringComparison.Ordinal);
    }

    [Fact]
    public void However_a_file_is_cut_or_changed_there_is_one_sentence_or_sound()
    {
        var file = Wav(Integer, 2, 16_000, 16, Noise(40));
        var cut = 0;
        for (var length = 0; length < file.Length; length++)
            try
            {
                WavReader.Decode(file.AsSpan(0, length), "a.wav");
            }
            catch (RhumbException error)
            {
                cut++;
                Assert.Matches("^[^\n]*(WAV|truncated)[^\n]*(convert|copy)[^\n]*$", error.Message);
            }
        Assert.Equal(file.Length, cut);
        var random = new Random(1);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var changed = (byte[])file.Clone();
            for (var change = 0; change < 3; change++)
                changed[random.Next(48)] = (byte)random.Next(256);
            try
            {
                Assert.True(WavReader.Decode(changed, "a.wav").SampleRate > 0);
            }
            catch (RhumbException error)
            {
                Assert.DoesNotContain('\n', error.Message);
            }
            Assert.Null(WavFile.FindRecipe(changed));
        }
    }

    [Fact]
    public void A_missing_file_says_so() =>
        Assert.Contains("no file", Assert.Throws<RhumbException>(() => WavReader.Read("/no/such/sound.wav")).Message, StringComparison.Ordinal);

    private static float[] Noise(int count)
    {
        var values = new float[count];
        new RandomStream(4).Normal(values, 0.2);
        return Array.ConvertAll(values, value => Math.Clamp(value, -0.99f, 0.99f));
    }

    /// <summary>A writer of its own, of every encoding, with a chunk of odd length that readers skip.</summary>
    private static byte[] Wav(int encoding, int channels, int rate, int bits, float[] samples, bool extensible = false)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var size = (bits + 7) / 8;
        writer.Write("RIFF"u8);
        writer.Write(0);
        writer.Write("WAVEjunk"u8);
        writer.Write(3);
        writer.Write([1, 2, 3, 0]);
        writer.Write("fmt "u8);
        writer.Write(extensible ? 40 : 16);
        writer.Write((ushort)(extensible ? Extensible : encoding));
        writer.Write((ushort)channels);
        writer.Write(rate);
        writer.Write(rate * size * channels);
        writer.Write((ushort)(size * channels));
        writer.Write((ushort)bits);
        if (extensible)
        {
            writer.Write((ushort)22);
            writer.Write((ushort)bits);
            writer.Write(0);
            writer.Write((ushort)encoding);
            writer.Write(new byte[14]);
        }
        writer.Write("data"u8);
        writer.Write(size * samples.Length);
        foreach (var sample in samples)
            if (encoding == Float)
                writer.Write(size == 4 ? BitConverter.GetBytes(sample) : BitConverter.GetBytes((double)sample));
            else if (bits == 8)
                writer.Write((byte)Math.Round(128 + (128 * sample)));
            else
                writer.Write(BitConverter.GetBytes((long)Math.Round(sample * Math.Pow(2, bits - 1)) << ((8 * size) - bits)).AsSpan(0, size));
        return stream.ToArray();
    }
}
