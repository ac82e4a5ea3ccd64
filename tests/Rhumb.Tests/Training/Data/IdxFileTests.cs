using System.IO.Compression;
using Rhumb.Tests.Cli;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class IdxFileTests : IDisposable
{
    private static readonly byte[] Whole = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 250];
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_what_is_there_plain_or_compressed(bool compressed)
    {
        var array = IdxFile.Read(Write(Whole, compressed), 3);
        Assert.Equal([2, 1, 3], array.Shape);
        Assert.Equal(Whole[16..], array.Values);
    }

    public static TheoryData<string, byte[]> Defects => new()
    {
        { "truncated", Whole[..^1] },
        { "truncated", Whole[..9] },
        { "truncated", [] },
        { "more than its header", [.. Whole, 7] },
        { "000008", [1, .. Whole[1..]] },
        { "000008", [0, 0, 13, .. Whole[3..]] },
        { "000008", [0, 0, 8, 1, .. Whole[4..]] },
        { "cannot be", [0, 0, 8, 3, 255, .. Whole[5..]] },
        { "cannot be", [0, 0, 8, 3, 0, 0, 0, 0, .. Whole[8..]] },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void Every_defect_is_one_sentence_that_names_the_file(string part, byte[] bytes)
    {
        foreach (var compressed in new[] { false, true })
        {
            var path = Write(bytes, compressed);
            var message = Assert.Throws<RhumbException>(() => IdxFile.Read(path, 3)).Message;
            Assert.Contains(part, message, StringComparison.Ordinal);
            Assert.Contains(path, message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void A_cut_archive_and_a_missing_file_are_said()
    {
        var path = Write([.. Enumerable.Range(0, 3).SelectMany(_ => Whole)], compressed: true);
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..14]);
        Assert.Throws<RhumbException>(() => IdxFile.Read(path, 3));
        Assert.Contains("cannot be read", Assert.Throws<RhumbException>(() => IdxFile.Read(_folder["none"], 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_data_set_needs_all_four_files_and_labels_that_fit()
    {
        Assert.Contains("--data DIR", Assert.Throws<RhumbException>(() => FashionImages.Read(_folder.Path)).Message, StringComparison.Ordinal);
        foreach (var part in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(_folder[$"{part}-images-idx3-ubyte"], Two(28));
            File.WriteAllBytes(_folder[$"{part}-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 9, 0]);
        }
        var (training, heldOut) = FashionImages.Read(_folder.Path);
        Assert.Equal((2, 28, 28, 2), (training.Count, training.Height, training.Width, heldOut.Count));
        var values = new float[28 * 28];
        training.CopyTo(1, values);
        // The second image begins with byte 784 of those that count up, which is 33 of 0 to 250.
        Assert.Equal([(31 / 127.5f) - 1, (32 / 127.5f) - 1, (33 / 127.5f) - 1], values[..3]);
        training.CopyTo(1, right: 1, down: 0, values);
        Assert.Equal([-1, (31 / 127.5f) - 1, (32 / 127.5f) - 1], values[..3]);
        File.WriteAllBytes(_folder["train-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 10, 0]);
        Assert.Contains("label 10", Assert.Throws<RhumbException>(() => FashionImages.Read(_folder.Path)).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_folder["train-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 1, 1]);
        Assert.Contains("2 images", Assert.Throws<RhumbException>(() => FashionImages.Read(_folder.Path)).Message, StringComparison.Ordinal);
    }

    /// <summary>The networks are made for one size: another is said before anything is trained.</summary>
    [Fact]
    public void Photos_of_another_size_are_refused()
    {
        foreach (var part in new[] { "train", "t10k" })
        {
            File.WriteAllBytes(_folder[$"{part}-images-idx3-ubyte"], Two(part == "train" ? 28 : 32));
            File.WriteAllBytes(_folder[$"{part}-labels-idx1-ubyte"], [0, 0, 8, 1, 0, 0, 0, 2, 9, 0]);
        }
        var message = Assert.Throws<RhumbException>(() => FashionImages.Read(_folder.Path)).Message;
        Assert.Contains("t10k-images-idx3-ubyte' holds photos of 32 × 32", message, StringComparison.Ordinal);
        Assert.Contains("28 × 28", message, StringComparison.Ordinal);
    }

    /// <summary>Nothing is set aside for what a header says and the file cannot hold.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_header_that_promises_gigabytes_costs_nothing(bool compressed)
    {
        var path = Write([0, 0, 8, 3, 0, 0, 0x7F, 0xFF, 0, 0, 0xFF, 0xFF, 0, 0, 0, 1], compressed);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("truncated", Assert.Throws<RhumbException>(() => IdxFile.Read(path, 3)).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    // Two square images of bytes that count up from 0 to 250 again and again.
    private static byte[] Two(int side) =>
        [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, (byte)side, 0, 0, 0, (byte)side, .. Enumerable.Range(0, 2 * side * side).Select(i => (byte)(i % 251))];

    private string Write(byte[] bytes, bool compressed)
    {
        var path = _folder[compressed ? "a.gz" : "a"];
        using Stream stream = compressed ? new GZipStream(File.Create(path), CompressionLevel.Fastest) : File.Create(path);
        stream.Write(bytes);
        return path;
    }
}
