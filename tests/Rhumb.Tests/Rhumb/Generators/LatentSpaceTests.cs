using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Generators;

public sealed class LatentSpaceTests
{
    private static LatentSpace Space(LatentPrior prior, int d) => new([new LatentBlock("z", [d], prior)]);

    private static readonly LatentSpace Mixed = new(
    [
        new LatentBlock("a", [5], new NormalPrior(0.2)),
        new LatentBlock("b", [2, 3], new UniformPrior(-2, 1)),
        new LatentBlock("c", [4], new SphericalPrior(3)),
    ]);

    public static TheoryData<LatentSpace> Spaces => [Space(new NormalPrior(), 16), Space(new NormalPrior(0.2), 128), Space(new UniformPrior(), 64), Space(new SphericalPrior(2), 9), Mixed];

    /// <summary>The mean distances that the original measured: reference/original-method, models.</summary>
    [Fact]
    public void Mean_distances_are_the_originals()
    {
        Assert.Equal(6.5, Space(new UniformPrior(), 64).MeanDistance(), 0.05);
        Assert.Equal(31.96, Space(new NormalPrior(), 512).MeanDistance(), 0.05);
        Assert.Equal(22.6, Space(new NormalPrior(), 256).MeanDistance(), 0.05);
        Assert.Equal(3.19, Space(new NormalPrior(0.2), 128).MeanDistance(), 0.01);
        foreach (var (d, range) in (ReadOnlySpan<(int, double)>)[(8, 1.13), (32, 2.31), (128, 4.62), (512, 9.23)])
            Assert.Equal(range, 0.2 * Space(new UniformPrior(-2.5, 2.5), d).MeanDistance(), 0.01 * range);
    }

    [Fact]
    public void Closed_forms_agree_with_samples()
    {
        foreach (var space in (LatentSpace[])[Space(new NormalPrior(0.7), 3), Space(new SphericalPrior(2), 2), Space(new SphericalPrior(2), 9)])
        {
            var random = new RandomStream(1);
            var mean = Enumerable.Range(0, 20_000).Average(_ => LatentSpace.Distance(space.SampleLatent(random), space.SampleLatent(random)));
            Assert.Equal(mean, space.MeanDistance(), 0.02 * mean);
        }
    }

    [Fact]
    public void Samples_follow_the_prior()
    {
        var random = new RandomStream(2);
        var samples = Enumerable.Range(0, 4000).Select(_ => Mixed.SampleLatent(random)).ToArray();
        Assert.Equal(0.04, samples.Average(z => (double)z[0] * z[0]), 0.004);
        Assert.All(samples, z => Assert.All(z[5..11], value => Assert.InRange(value, -2f, 1f)));
        Assert.Equal(-0.5, samples.Average(z => (double)z[5]), 0.05);
        Assert.All(samples, z => Assert.Equal(3, Math.Sqrt(Rows.Dot(z.AsSpan(11), z.AsSpan(11))), 1e-5));
        Assert.Equal(Mixed.SampleLatent(new RandomStream(9, "sample", 4)), Mixed.Flatten(Mixed.Sample(9, 4)));
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Standing_still_gives_the_point_bit_for_bit(LatentSpace space)
    {
        var z = space.SampleLatent(new RandomStream(3));
        Assert.Equal(z, space.Walk(z, new double[z.Length]));
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Walks_stay_on_the_prior(LatentSpace space)
    {
        var random = new RandomStream(4);
        for (var i = 0; i < 50; i++)
        {
            var z = space.SampleLatent(random);
            var to = space.Walk(z, [.. z.Select(_ => random.Normal())]);
            var offset = 0;
            foreach (var block in space.Blocks)
            {
                var before = z.AsSpan(offset, block.Count);
                var after = to.AsSpan(offset, block.Count);
                if (block.Prior is UniformPrior box)
                    foreach (var value in after) Assert.InRange(value, (float)box.Low, (float)box.High);
                else
                    Assert.Equal(1, Rows.Dot(after, after) / Rows.Dot(before, before), 1e-5);
                offset += block.Count;
            }
        }
    }

    [Theory, MemberData(nameof(Spaces))]
    public void Along_a_line_walks_are_continuous_and_never_return(LatentSpace space)
    {
        var random = new RandomStream(5);
        for (var trial = 0; trial < 20; trial++)
        {
            var z = space.SampleLatent(random);
            var direction = space.ProjectToTangent(z, [.. z.Select(_ => random.Normal())]);
            var norm = Math.Sqrt(direction.Sum(value => value * value));
            var unit = Array.ConvertAll(direction, value => (float)(value / norm));
            var range = 0.9 * space.MaximumRange(z, unit);
            const int steps = 40;
            var line = Enumerable.Range(-steps, 2 * steps + 1)
                .Select(i => space.Walk(z, [.. unit.Select(value => value * range * i / (double)steps)])).ToArray();
            for (var i = 1; i < line.Length; i++)
                Assert.InRange(LatentSpace.Distance(line[i - 1], line[i]), 1e-7, 1.01 * range / steps);
            // Farther from the centre with every step, on both sides: no place is met twice.
            for (var i = steps + 1; i < line.Length; i++)
            {
                Assert.True(LatentSpace.Distance(z, line[i]) > LatentSpace.Distance(z, line[i - 1]));
                Assert.True(LatentSpace.Distance(z, line[2 * steps - i]) > LatentSpace.Distance(z, line[2 * steps - i + 1]));
            }
        }
    }

    [Fact]
    public void A_great_circle_has_the_arc_length_of_the_displacement()
    {
        var space = Space(new NormalPrior(), 32);
        var z = space.SampleLatent(new RandomStream(6));
        var radius = Math.Sqrt(Rows.Dot(z, z));
        var direction = space.ProjectToTangent(z, [.. Enumerable.Range(0, 32).Select(i => Math.Sin(i))]);
        var norm = Math.Sqrt(direction.Sum(value => value * value));
        var to = space.Walk(z, Array.ConvertAll(direction, value => value / norm * 1.5));
        Assert.Equal(1.5, radius * Math.Acos(Rows.Dot(z, to) / (radius * radius)), 1e-4);
        // The radial part changes nothing.
        Assert.Equal(to, space.Walk(z, [.. direction.Select((value, i) => value / norm * 1.5 + 0.0 * z[i])]));
        Assert.True(LatentSpace.Distance(z, space.Walk(z, [.. z.Select(value => 2.0 * value)])) < 1e-4);
    }

    [Fact]
    public void Tangent_dimension_and_projection_agree()
    {
        var z = Mixed.SampleLatent(new RandomStream(7));
        Assert.Equal(4 + 6 + 3, Mixed.TangentDimension(z));
        var random = new RandomStream(8);
        var rows = Enumerable.Range(0, 40).Select(_ => Mixed.ProjectToTangent(z, [.. z.Select(_ => random.Normal())])).ToArray();
        Assert.Equal(13, OrthonormalBasis.Of(rows, 1e-6).Length);
    }

    [Fact]
    public void A_normal_latent_at_the_origin_or_of_one_coordinate_adds()
    {
        Assert.Equal([0.5f, 0f], Space(new NormalPrior(), 2).Walk([0, 0], [0.5, 0]));
        Assert.Equal([0.75f], Space(new NormalPrior(), 1).Walk([0.25f], [0.5]));
        Assert.True(Space(new NormalPrior(), 2).MaximumRange([0, 0], [1, 0]) > 0);
    }

    [Fact]
    public void Wrong_lengths_and_numbers_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Mixed.Walk(new float[3], new double[15]));
        var z = Mixed.SampleLatent(new RandomStream(1));
        var displacement = new double[15];
        displacement[3] = double.NaN;
        Assert.Throws<ArgumentException>(() => Mixed.Walk(z, displacement));
    }
}
