using System.Collections.Concurrent;
using Rhumb.Tests.Autodiff.NodeTests;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>2,000 random graphs: J·v against central differences, ⟨u, Jv⟩ against ⟨Jᵀu, v⟩. A seed that once failed stays here by number.</summary>
public sealed class RandomGraphTests
{
    private const int Count = 2_000;
    private const double Floor = 1e-3;

    [Fact]
    public async Task Random_graphs_are_differentiated_rightly()
    {
        var failures = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(1, Count), TestContext.Current.CancellationToken, (seed, _) =>
        {
            if (Failure(seed) is { } failure)
                failures.Add($"seed {seed}: {failure}");
            return ValueTask.CompletedTask;
        });
        Assert.True(failures.IsEmpty, $"{failures.Count} of {Count} graphs failed: {string.Join(" · ", failures.Order(StringComparer.Ordinal))}");
    }

    private static string? Failure(long seed)
    {
        try
        {
            var graph = new RandomGraph(seed);
            var inputs = graph.Operands();
            using var check = new NodeCheck(graph.Model, [.. inputs.Keys], "y") { Steps = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4] };
            var errors = check.Errors(inputs, Floor);
            // Maxima, ranks and kinks are met by chance: beside them the derivative is one.
            for (var moved = 1; moved <= 5 && !(errors.Differences <= 2e-2); moved++)
                errors = check.Errors(NodeCheck.Moved(inputs, moved), Floor);
            return !(errors.Differences <= 2e-2) ? $"differences {errors.Differences:g2}" : !(errors.Adjointness <= 1e-4) ? $"adjointness {errors.Adjointness:g2}" : null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
    }
}
