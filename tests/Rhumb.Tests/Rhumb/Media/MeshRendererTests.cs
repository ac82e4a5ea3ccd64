using System.Numerics;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Tests.Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Media;

public sealed class MeshRendererTests
{
    private static readonly RenderView Small = new() { Size = 64 };

    [Fact]
    public async Task ASolidCoversTheMiddleAndNotTheCornersWhicheverAxisIsUp()
    {
        var mesh = MarchingCubes.Mesh(await DenseScan.EvaluateAsync(new SolidField(SolidField.Sphere(Vector3.Zero, 0.3f)), new SampleGrid(32), default));
        foreach (var up in Enum.GetValues<UpAxis>())
        {
            var image = MeshRenderer.Render(mesh, Small with { Up = up });
            Assert.Equal((64, 64), (image.Width, image.Height));
            var (corner, middle) = (image.Pixels[0], image.Pixels[4 * (32 * 64 + 32)]);
            Assert.InRange(corner, 240, 255);
            Assert.InRange(middle, 60, 230);
        }
    }

    [Fact]
    public async Task TheViewTurnsAroundTheUpAxis()
    {
        // A ball at the right of a seat's front (+z): seen from the front it is at the right, from behind at the left.
        var mesh = MarchingCubes.Mesh(await DenseScan.EvaluateAsync(new SolidField(SolidField.Sphere(new(0.3f, 0, 0), 0.15f)), new SampleGrid(32), default));
        int Balance(float yaw)
        {
            var image = MeshRenderer.Render(mesh, Small with { Yaw = yaw, Pitch = 0, Background = null });
            var sum = 0;
            for (var y = 0; y < 64; y++)
                for (var x = 0; x < 64; x++)
                    sum += image.Pixels[4 * (y * 64 + x) + 3] > 250 ? x < 32 ? -1 : 1 : 0;
            return sum;
        }
        Assert.True(Balance(0) > 50);
        Assert.True(Balance(180) < -50);
    }

    [Fact]
    public void AnEmptyMeshIsBareBackground()
    {
        var image = MeshRenderer.Render(Mesh.Empty, Small);
        Assert.Single(image.Pixels.Chunk(4).Select(pixel => (pixel[0], pixel[1], pixel[2], pixel[3])).Distinct());
    }

    [Fact]
    public void AContactSheetHoldsItsTilesAndCaptions()
    {
        var tiles = Enumerable.Range(0, 5).Select(i => new RgbaImage(20, 10, [.. Enumerable.Repeat((byte)(10 * i), 800)])).ToArray();
        var sheet = ContactSheet.Compose(tiles, 3, gap: 2);
        Assert.Equal((3 * 22 + 2, 2 * 12 + 2), (sheet.Width, sheet.Height));
        Assert.Equal(40, sheet.Pixels[4 * ((14 + 5) * sheet.Width + 24 + 5)]);
        Assert.NotEqual(sheet.Pixels, ContactSheet.Compose(tiles, 3, ["1", "2.5", "-3%", "+4", "5"], 2).Pixels);
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose(tiles, 3, ["x", "", "", "", ""]));
        Assert.Throws<ArgumentException>(() => ContactSheet.Compose([], 3));
    }
}
