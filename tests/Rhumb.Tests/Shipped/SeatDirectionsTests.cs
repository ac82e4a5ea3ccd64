using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Shipped;

/// <summary>The directions of the seat that ships, on which every estimator agrees.</summary>
public sealed class SeatDirectionsTests
{
    private static string Folder => Path.Combine(Repository.Root, "models", "seat");

    [Fact]
    public async Task Block_iteration_finds_the_directions_of_the_exact_gram()
    {
        using var seat = ShapeGenerator.Load(Folder);
        var cancellation = TestContext.Current.CancellationToken;
        for (var start = 0; start < 5; start++)
        {
            var linear = await seat.LineariseAsync(seat.LatentSpace.Sample(seed: 3, start), cancellation);
            using var owned = (IDisposable)linear;
            var d = linear.InputDimension;
            var exact = await ExactGram.ComputeAsync(linear, d, cancellation: cancellation);
            Assert.InRange(exact.Rows, d, (1.1 * d) + 1);
            var block = await new BlockSubspaceIteration { Block = 20, Rounds = 2, MeasuresResidual = false }.ComputeAsync(linear, 4, new RandomStream(start), cancellation);
            for (var i = 0; i < 4; i++)
                Assert.InRange(block.Affinity(i, exact, 4), 0.99, 1.0001);
        }
    }
}
