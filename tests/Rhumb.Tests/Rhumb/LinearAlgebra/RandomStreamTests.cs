using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.LinearAlgebra;

public sealed class RandomStreamTests
{
    [Fact]
    public void The_same_numbers_on_every_platform_for_ever()
    {
        var random = new RandomStream(7, "golden", 3);
        Assert.Equal("fa237f894bdb1f70 5ca68a73f5472db2", $"{random.Bits():x16} {random.Bits():x16}");
        Assert.Equal("0.5723635192112669 -0.791308340099298 -0.02512510197982125 219", $"{random.Uniform():R} {random.Normal():R} {random.Normal():R} {random.Index(1000)}");
    }

    [Fact]
    public void Seed_name_and_index_each_give_another_stream()
    {
        ulong[] first = [new RandomStream(1).Bits(), new RandomStream(2).Bits(), new RandomStream(1, "a").Bits(), new RandomStream(1, "b").Bits(), new RandomStream(1, "a", 1).Bits()];
        Assert.Equal(first.Length, first.Distinct().Count());
        Assert.Equal(new RandomStream(5, "x", 9).Bits(), new RandomStream(5, "x", 9).Bits());
    }

    [Fact]
    public void Uniform_and_normal_have_their_moments()
    {
        var random = new RandomStream(1, "moments");
        const int n = 200_000;
        var uniform = Enumerable.Range(0, n).Select(_ => random.Uniform()).ToArray();
        var normal = Enumerable.Range(0, n).Select(_ => random.Normal()).ToArray();
        Assert.All(uniform, u => Assert.InRange(u, 0, 1 - 1e-17));
        Assert.Equal(0.5, uniform.Average(), 0.003);
        Assert.Equal(1 / 12.0, uniform.Average(u => (u - 0.5) * (u - 0.5)), 0.001);
        Assert.Equal(0, normal.Average(), 0.01);
        Assert.Equal(1, normal.Average(x => x * x), 0.02);
        Assert.Equal(0, normal.Average(x => x * x * x), 0.05);
        Assert.Equal(3, normal.Average(x => x * x * x * x), 0.15);
        Assert.Equal(0.0455, normal.Count(x => Math.Abs(x) > 2) / (double)n, 0.003);
    }

    [Fact]
    public void Index_is_without_bias_and_in_range()
    {
        var random = new RandomStream(1, "index");
        var counts = new int[7];
        for (var i = 0; i < 70_000; i++) counts[random.Index(7)]++;
        Assert.All(counts, count => Assert.InRange(count, 9_500, 10_500));
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Index(0));
    }

    [Fact]
    public void Weighted_follows_its_weights_and_never_takes_a_zero()
    {
        var random = new RandomStream(1, "weighted");
        var counts = new int[4];
        for (var i = 0; i < 60_000; i++) counts[random.Weighted([1, 0, 2, 3])]++;
        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 9_500, 10_500);
        Assert.InRange(counts[3], 29_200, 30_800);
        Assert.Throws<ArgumentException>(() => random.Weighted([0, 0]));
        Assert.Throws<ArgumentException>(() => random.Weighted([1, double.NaN]));
        Assert.Throws<ArgumentException>(() => random.Weighted([1, -1]));
    }

    [Fact]
    public void The_logarithm_is_that_of_the_library_to_the_last_digits()
    {
        var random = new RandomStream(1, "logarithm");
        for (var i = 0; i < 10_000; i++)
        {
            var x = Math.Pow(random.Uniform(), 1 + random.Index(20)) + 1e-300;
            if (x >= 1) continue;
            Assert.Equal(1, x == 1 ? 1 : RandomStream.Logarithm(x) / Math.Log(x), 1e-13);
        }
    }
}
