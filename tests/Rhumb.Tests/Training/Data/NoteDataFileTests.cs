using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class NoteDataFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Notes_come_back_as_they_were()
    {
        var notes = new NoteDataSet(16000, 3, [1, -2, 3, 32767, -32768, 0], [0, 1, 0, 1, 1, 0, 1, 0], Attributes) { Silent = ["C3 a x soft"] };
        NoteDataFile.Write(_folder["notes"], notes, "test");
        var (read, origin) = NoteDataFile.Read(_folder["notes"]);
        Assert.Equal("test", origin);
        Assert.Equal((16000, 3, 2), (read.SampleRate, read.Length, read.Count));
        Assert.Equal(notes.Samples, read.Samples);
        Assert.Equal(notes.Labels, read.Labels);
        Assert.Equal(notes.Silent, read.Silent);
        Assert.Equal(notes.Attributes.SelectMany(attribute => attribute.Values), read.Attributes.SelectMany(attribute => attribute.Values));
        Assert.Equal(1 - (1 / 32768f), read.Rows().Row(1)[0]);
    }

    [Fact]
    public void Another_damaged_or_missing_file_is_said()
    {
        ImageDataFile.Write(_folder["images"], new ImageDataSet(1, 1, [0], [0], ["x"]), "test");
        Says("rhumb-images-1", "images");
        _folder.Write("text", "no notes");
        Says("rhumb train note", "text");
        Says("cannot be read", "none");
        NoteDataFile.Write(_folder["wrong"], new NoteDataSet(16000, 1, [1], [9, 0, 0, 0], Attributes), "test");
        Says("'pitch'", "wrong");
        NoteDataFile.Write(_folder["cut"], new NoteDataSet(16000, 1, [1], [0, 0, 0, 0], Attributes), "test");
        File.WriteAllBytes(_folder["cut"], File.ReadAllBytes(_folder["cut"])[..^3]);
        Says("truncated", "cut");

        void Says(string part, string file) => Assert.Contains(part, Assert.Throws<RhumbException>(() => NoteDataFile.Read(_folder[file])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_held_out_is_held_out_soft_and_loud_and_of_every_fifth_pitch_or_so()
    {
        var attributes = Attributes.Select((attribute, i) => i == 3 ? attribute : new ImageAttribute(attribute.Name, [.. Enumerable.Range(0, 20).Select(v => $"{v}")])).ToArray();
        byte[] labels = [.. from instrument in Enumerable.Range(0, 20) from pitch in Enumerable.Range(0, 20) from strength in Enumerable.Range(0, 2) from label in (int[])[pitch, 0, instrument, strength] select (byte)label];
        var notes = new NoteDataSet(16000, 1, new short[800], labels, attributes);
        var (training, heldOut) = notes.Split(5);
        Assert.Equal(Enumerable.Range(0, 800), training.Concat(heldOut).Order());
        Assert.InRange(heldOut.Count, 120, 200);
        Assert.All(heldOut, i => Assert.Contains(i ^ 1, heldOut));
        var part = notes.Part(heldOut);
        Assert.Equal(notes.Label(heldOut[7], NoteDataSet.Pitch), part.Label(7, NoteDataSet.Pitch));
    }

    private static ImageAttribute[] Attributes { get; } =
        [new("pitch", ["C3", "D3"]), new("family", ["a", "b"]), new("instrument", ["x", "y"]), new("strength", ["soft", "loud"])];
}
