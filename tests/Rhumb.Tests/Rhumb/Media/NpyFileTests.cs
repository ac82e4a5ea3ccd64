using System.Runtime.InteropServices;
using System.Text;
using Rhumb.LinearAlgebra;
using Rhumb.Media;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class NpyFileTests
{
    [Fact]
    public void WhatIsWrittenReadsBack()
    {
        using var folder = new MediaFolder();
        var matrix = new RowMatrix(3, 5, [.. Enumerable.Range(0, 15).Select(i => i / 7f)]);
        NpyFile.Write(folder["a.npy"], matrix);
        Assert.Equal([3, 5], NpyFile.Read(folder["a.npy"]).Shape);
        Assert.Equal(matrix.Values, NpyFile.ReadRows(folder["a.npy"]).Values);
        Assert.Equal(0, (File.ReadAllBytes(folder["a.npy"]).Length - 60) % 64);

        NpyFile.Write(folder["b.npy"], matrix.Row(1), 5);
        var row = NpyFile.ReadRows(folder["b.npy"]);
        Assert.Equal((1, 5), (row.Rows, row.Columns));
        Assert.Equal(matrix.Row(1).ToArray(), row.Values);
        Assert.Contains("'shape': (5,)", Encoding.Latin1.GetString(File.ReadAllBytes(folder["b.npy"])), StringComparison.Ordinal);
    }

    [Fact]
    public void DoublesAndFortranOrderAreRead()
    {
        using var folder = new MediaFolder();
        // [[1, 2, 3], [4, 5, 6]] column by column.
        Write(folder["f.npy"], "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", MemoryMarshal.AsBytes<double>([1, 4, 2, 5, 3, 6]));
        Assert.Equal([1, 2, 3, 4, 5, 6], NpyFile.Read(folder["f.npy"]).Values);
        Write(folder["g.npy"], "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 1, 2), }", MemoryMarshal.AsBytes<float>([1, 3, 2, 4]));
        Assert.Equal([1, 2, 3, 4], NpyFile.Read(folder["g.npy"]).Values);
    }

    [Theory]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (1,), }", "little-endian")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }", "float32")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }", "truncated")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,), }", "too long")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2147483647, 2147483647), }", "truncated or damaged")]
    [InlineData("{}", "header")]
    public void WhatCannotBeReadIsRefusedWithAReason(string header, string reason)
    {
        using var folder = new MediaFolder();
        Write(folder["a.npy"], header, MemoryMarshal.AsBytes<float>([1]));
        Assert.Contains(reason, Assert.Throws<RhumbException>(() => NpyFile.Read(folder["a.npy"])).Message, StringComparison.Ordinal);
    }

    /// <summary>Axes whose product is 2⁶⁶, which 64 bits hold as 0: no array of no values.</summary>
    [Theory]
    [InlineData("4194304, 4194304, 4194304")]
    [InlineData("2147483647, 2147483647, 2147483647, 2147483647, 0")]
    [InlineData("1073741824, 1073741824, 4")]
    public void AxesWhoseProductWrapsAreDamage(string shape)
    {
        using var folder = new MediaFolder();
        Write(folder["a.npy"], $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({shape}), }}", []);
        Assert.Contains("damaged", Assert.Throws<RhumbException>(() => NpyFile.Read(folder["a.npy"])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingFilesOtherFilesAndNonFiniteLatentsAreRefused()
    {
        using var folder = new MediaFolder();
        Assert.Contains("no file", Assert.Throws<RhumbException>(() => NpyFile.Read(folder["none.npy"])).Message, StringComparison.Ordinal);
        File.WriteAllText(folder["a.npy"], "a long enough text file");
        Assert.Contains("numpy.save", Assert.Throws<RhumbException>(() => NpyFile.Read(folder["a.npy"])).Message, StringComparison.Ordinal);
        NpyFile.Write(folder["nan.npy"], [1, float.NaN], 2);
        Assert.Contains("NaN at index 1", Assert.Throws<RhumbException>(() => NpyFile.ReadRows(folder["nan.npy"])).Message, StringComparison.Ordinal);
        NpyFile.Write(folder["cube.npy"], [1], 1, 1, 1);
        Assert.Contains("[1, 1, 1]", Assert.Throws<RhumbException>(() => NpyFile.ReadRows(folder["cube.npy"])).Message, StringComparison.Ordinal);
    }

    private static void Write(string path, string header, ReadOnlySpan<byte> data) =>
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. data]);
}
