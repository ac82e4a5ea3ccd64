using System.Text;
using Rhumb.Media;
using Rhumb.Scoring;

namespace Rhumb.Tests.Rhumb.Scoring;

public sealed class SolidTargetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("|b1")]
    [InlineData("|u1")]
    public void Voxels_as_numpy_saves_them_are_read(string type)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': False, 'shape': (4, 4, 4), }}".PadRight(117) + "\n";
        var voxels = new byte[64];
        voxels[1 * 16 + 2 * 4 + 3] = 1;
        File.WriteAllBytes(_folder["target.npy"], [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header), .. voxels]);
        var solid = SolidTarget.Read(_folder["target.npy"]);
        Assert.Equal(1, solid.Occupied);
        Assert.True(solid[1, 2, 3]);
    }

    [Fact]
    public void What_is_no_cube_is_refused_by_name()
    {
        NpyFile.Write(_folder["latent.npy"], new float[12], 12);
        Assert.Contains("latent.npy", Assert.Throws<RhumbException>(() => SolidTarget.Read(_folder["latent.npy"])).Message, StringComparison.Ordinal);
        NpyFile.Write(_folder["box.npy"], new float[12], 2, 2, 3);
        Assert.Throws<RhumbException>(() => SolidTarget.Read(_folder["box.npy"]));
    }
}
