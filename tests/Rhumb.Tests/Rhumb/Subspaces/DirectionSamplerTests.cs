using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Subspaces;

public sealed class DirectionSamplerTests
{
    private static readonly LatentSpace Space = TestGenerators.Box(6);

    private static Subspace Spectrum(double[] sigma, int tail = 0, double tailMass = 0)
    {
        var directions = new RowMatrix(sigma.Length, 6);
        for (var i = 0; i < sigma.Length; i++) directions.Row(i)[i] = 1;
        return new Subspace
        {
            Centre = Space.Sample(1),
            Directions = directions,
            SingularValues = sigma,
            Ranges = [.. sigma.Select(_ => 1.0)],
            Indices = [.. Enumerable.Range(0, sigma.Length)],
            TailDimension = tail,
            TailMass = tailMass,
        };
    }

    [Fact]
    public void The_first_draw_is_proportional_to_sigma()
    {
        var spectrum = Spectrum([6, 3, 1]);
        var counts = new int[3];
        for (var seed = 0; seed < 5000; seed++) counts[new DirectionSampler(seed).Draw(Space, spectrum, DirectionPool.Full, 1).Offered.Indices[0]]++;
        Assert.Equal(0.6, counts[0] / 5000.0, 0.03);
        Assert.Equal(0.3, counts[1] / 5000.0, 0.03);
        Assert.Equal(0.1, counts[2] / 5000.0, 0.02);
    }

    [Fact]
    public void Nothing_comes_twice_until_the_pool_is_refilled()
    {
        var spectrum = Spectrum([6, 3, 1, 0, 0, 0]);
        var pool = DirectionPool.Full;
        var drawn = new List<int>();
        for (var i = 0; i < 3; i++)
        {
            var draw = new DirectionSampler(3).Draw(Space, spectrum, pool, 2);
            Assert.Equal(2, draw.Offered.Rank);
            drawn.AddRange(draw.Offered.Indices);
            pool = draw.Pool;
        }
        Assert.Equal([0, 1, 2, 3, 4, 5], drawn.Order());   // zeros of σ stay reachable by the floor
        Assert.Equal(2, new DirectionSampler(3).Draw(Space, spectrum, pool, 2).Pool.Used.Count);
    }

    [Fact]
    public void Fewer_than_k_left_refill_before_the_draw()
    {
        var pool = DirectionPool.Full with { Used = [0, 1] };
        var draw = new DirectionSampler(1).Draw(Space, Spectrum([3, 2, 1]), pool, 2);
        Assert.Equal(2, draw.Pool.Used.Count);
    }

    [Fact]
    public void The_tail_is_drawn_by_its_mass_and_orthogonally()
    {
        var spectrum = Spectrum([3, 1], tail: 4, tailMass: 4);
        var fromTail = 0;
        for (var seed = 0; seed < 2000; seed++)
        {
            var offered = new DirectionSampler(seed).Draw(Space, spectrum, DirectionPool.Full, 1).Offered;
            if (offered.Indices[0] >= 0) continue;
            fromTail++;
            Assert.Equal(0, offered.Directions.Row(0)[0], 1e-5);
            Assert.Equal(0, offered.Directions.Row(0)[1], 1e-5);
            Assert.Equal(1, offered.SingularValues[0]);
        }
        Assert.Equal(0.5, fromTail / 2000.0, 0.04);
    }

    [Fact]
    public void Too_many_sliders_are_refused() =>
        Assert.Throws<RhumbException>(() => new DirectionSampler(1).Draw(Space, Spectrum([3, 2]), DirectionPool.Full, 3));

    [Fact]
    public void The_same_seed_and_pool_draw_the_same()
    {
        var spectrum = Spectrum([3, 2, 1, 1, 1], tail: 1, tailMass: 1);
        for (var seed = 0; seed < 20; seed++)
            Assert.Equal(
                new DirectionSampler(seed).Draw(Space, spectrum, DirectionPool.Full, 3).Offered.Directions.Values,
                new DirectionSampler(seed).Draw(Space, spectrum, DirectionPool.Full, 3).Offered.Directions.Values);
    }
}
