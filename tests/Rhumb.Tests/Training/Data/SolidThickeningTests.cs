using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class SolidThickeningTests
{
    [Fact]
    public void The_faces_of_a_thick_block_stay_and_a_thin_plate_grows()
    {
        var block = Models.Box(64, 10, 30, 10, 30, 10, 30);
        var thickened = new SolidThickening().Apply(block);
        for (var y = 14; y <= 26; y++)
            for (var z = 14; z <= 26; z++)
                Assert.False(thickened[9, y, z] || thickened[31, y, z] || thickened[y, 9, z] || thickened[y, z, 31]);
        Assert.True(block.IntersectionOverUnion(thickened) > 0.85, "only the edges of a block may grow");

        var plate = Models.Box(64, 10, 50, 20, 20, 10, 50);
        var grown = new SolidThickening().Apply(plate);
        for (var y = 19; y <= 21; y++)
            Assert.True(grown[30, y, 30]);
        Assert.False(grown[30, 18, 30]);
        Assert.False(grown[30, 22, 30]);
    }

    [Fact]
    public void Nothing_is_ever_taken_away()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            var solid = Models.Blobs(64, seed);
            var thickened = new SolidThickening().Apply(solid);
            Assert.All(solid.Inside(), i => Assert.True(thickened[i]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1.5)]
    [InlineData(2.5)]
    public void Dilation_reaches_exactly_its_radius(double radius)
    {
        var point = Models.Box(64, 31, 31, 33, 33, 63, 63);
        var ball = SolidThickening.Dilated(point, radius);
        for (var i = 0; i < ball.Count; i++)
        {
            var (x, y, z) = ((i / 4096) - 31, (i / 64 % 64) - 33, (i % 64) - 63);
            Assert.Equal((x * x) + (y * y) + (z * z) <= radius * radius, ball[i]);
        }
    }
}
