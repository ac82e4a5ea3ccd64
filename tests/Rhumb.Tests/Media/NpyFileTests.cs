using System.Text;
using Rhumb.LinearAlgebra;
using Rhumb.Media;

namespace Rhumb.Tests.Media;

public sealed class NpyFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 5)]
    [InlineData(100, 128)]
    public void What_was_written_is_read(int rows, int columns)
    {
        var matrix = new RowMatrix(rows, columns, [.. Enumerable.Range(0, rows * columns).Select(i => MathF.Sin(i))]);
        var read = NpyFile.Read(Save(NpyFile.Write(matrix)));
        Assert.Equal((rows, columns), (read.Rows, read.Columns));
        Assert.Equal(matrix.Values, read.Values);
    }

    [Fact]
    public void A_vector_is_one_row()
    {
        var read = NpyFile.Read(Save(NpyFile.Write([1, 2, 3])));
        Assert.Equal((1, 3), (read.Rows, read.Columns));
    }

    [Fact]
    public void The_header_is_what_numpy_writes()
    {
        var bytes = NpyFile.Write([1, 2, 3]);
        Assert.Equal(0, (bytes.Length - 12) % 64);
        Assert.StartsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (3,), } ", Encoding.ASCII.GetString(bytes, 10, bytes.Length - 22), StringComparison.Ordinal);
        Assert.Equal((byte)'\n', bytes[^13]);
    }

    [Fact]
    public void Doubles_are_read_as_floats()
    {
        var bytes = Array(8, "<f8", "(2,)");
        BitConverter.GetBytes(0.25).CopyTo(bytes, bytes.Length - 16);
        BitConverter.GetBytes(-3.0).CopyTo(bytes, bytes.Length - 8);
        Assert.Equal([0.25f, -3f], NpyFile.Read(Save(bytes)).Values);
    }

    [Fact]
    public void Everything_else_is_refused_with_the_reason()
    {
        Refused(Encoding.ASCII.GetBytes("v 0 0 0\nv 1 0 0\n"), "not a NumPy");
        Refused(NpyFile.Write([1, 2, 3])[..^4], "truncated", "2 of 3");
        Refused(NpyFile.Write([1, 2, 3])[..20], "truncated");
        Refused(NpyFile.Write([1, float.NaN]), "NaN", "[0, 1]");
        Refused(NpyFile.Write([float.PositiveInfinity]), "Infinity");
        Refused(Array(4, "<i4", "(2,)"), "'<i4'", "float32");
        Refused(Array(4, "<f4", "(1, 2, 1)"), "[b, d]");
        Refused(Array(4, "<f4", "()"), "[b, d]");
        Refused(Array(4, "<f4", "(2,)", fortran: true), "C order");
    }

    private void Refused(byte[] bytes, params string[] words)
    {
        var error = Assert.Throws<RhumbException>(() => NpyFile.Read(Save(bytes)));
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
    }

    /// <summary>A file of two zeros of <paramref name="width"/> bytes under any header.</summary>
    private static byte[] Array(int width, string type, string shape, bool fortran = false)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. new byte[2 * width]];
    }

    private string Save(byte[] bytes)
    {
        File.WriteAllBytes(_folder["z.npy"], bytes);
        return _folder["z.npy"];
    }
}
