using System.Security.Cryptography;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class ImageDataFileTests : IDisposable
{
    private static readonly ImageDataSet Three = new(
        2, 1, [.. Enumerable.Range(0, 18).Select(i => (byte)(i * 13))], [0, 1, 2, 0, 1, 1], [new ImageAttribute("hat", ["none", "red", "blue"]), new ImageAttribute("smiles", ["no", "yes"])]) { Channels = 3 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_is_read()
    {
        ImageDataFile.Write(_folder["a"], Three, "here");
        var (data, origin) = ImageDataFile.Read(_folder["a"]);
        Assert.Equal("here", origin);
        Assert.Equal((3, 2, 1, 3), (data.Channels, data.Height, data.Width, data.Count));
        Assert.Equal(Three.Pixels, data.Pixels);
        Assert.Equal(Three.Labels, data.Labels);
        Assert.Equal(Three.Attributes.Select(attribute => (attribute.Name, string.Join(' ', attribute.Values))), data.Attributes.Select(attribute => (attribute.Name, string.Join(' ', attribute.Values))));
        Assert.Equal((2, 0), (data.Label(1), data.Label(1, 1)));
        Assert.Equal(["a"], _folder.Entries);
    }

    [Fact]
    public void Cut_or_changed_anywhere_is_one_sentence()
    {
        ImageDataFile.Write(_folder["a"], Three, "here");
        var whole = File.ReadAllBytes(_folder["a"]);
        for (var length = 0; length < whole.Length; length += 3)
            Refused(whole[..length]);
        for (var at = 0; at < whole.Length; at++)
        {
            var changed = (byte[])whole.Clone();
            changed[at] ^= 0x10;
            Refused(changed);
        }
        Refused([.. whole, 0]);
        Assert.Contains("cannot be read", Assert.Throws<RhumbException>(() => ImageDataFile.Read(_folder["none"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_that_its_attribute_does_not_have_is_refused()
    {
        ImageDataFile.Write(_folder["a"], Three with { Labels = [0, 1, 2, 0, 1, 2] }, "here");
        Assert.Contains("'smiles'", Assert.Throws<RhumbException>(() => ImageDataFile.Read(_folder["a"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_that_promises_too_much_is_refused()
    {
        ImageDataFile.Write(_folder["a"], Three, "here");
        var text = Convert.ToHexString(File.ReadAllBytes(_folder["a"])[..^32]);
        foreach (var (from, to) in new[] { ("\"Count\":3", "\"Count\":4"), ("\"Height\":2", "\"Height\":900000000"), ("\"Height\":2", "\"Height\":200000000"), ("\"Count\":3", "\"Count\":-3"), ("rhumb-images-1", "rhumb-images-2") })
        {
            var changed = Convert.FromHexString(text.Replace(Hex(from), Hex(to), StringComparison.Ordinal));
            var before = GC.GetAllocatedBytesForCurrentThread();
            Refused([.. changed, .. SHA256.HashData(changed)]);
            // Nothing is set aside for what the file cannot hold.
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }

        static string Hex(string s) => Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(s));
    }

    [Fact]
    public void Parts_are_joined_in_order_and_cut_again()
    {
        var joined = ImageDataSet.Joined([Three.Part(0, 1), Three.Part(1, 2)]);
        Assert.Equal(Three.Pixels, joined.Pixels);
        Assert.Equal(Three.Labels, joined.Labels);
        Assert.Throws<ArgumentException>(() => ImageDataSet.Joined([Three, Three with { Height = 1, Width = 1 }]));
    }

    [Fact]
    public void A_colour_image_moves_plane_by_plane()
    {
        var data = new ImageDataSet(2, 2, [10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 110, 120], [0], ["x"]) { Channels = 3 };
        var values = new float[12];
        data.CopyTo(0, right: 1, down: 1, values);
        float[] wanted = [-1, -1, -1, 10, -1, -1, -1, 50, -1, -1, -1, 90];
        Assert.Equal(wanted.Select(v => v < 0 ? -1 : (v / 127.5f) - 1), values);
    }

    private void Refused(byte[] bytes)
    {
        File.WriteAllBytes(_folder["b"], bytes);
        var message = Assert.Throws<RhumbException>(() => ImageDataFile.Read(_folder["b"])).Message;
        Assert.Contains(_folder["b"], message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }
}
