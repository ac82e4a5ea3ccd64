using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators.Importing;

/// <summary>Raw outputs of a model for random latents and conditions: what tells its range, and whether prior and model fit each other.</summary>
internal static class ImportSamples
{
    private const int Count = 24;

    /// <summary>Mean difference, as a share of what the samples span, up to which a point's output in a batch is its output alone; what rounds to whole numbers may fall on either side.</summary>
    private const double SameInBatch = 1e-3;

    /// <summary>The shape of one output [1, …], the values of all samples, and whether two points in a batch, if it may be free, give what each gives alone.</summary>
    /// <exception cref="RhumbException">The model does not run, or what it makes is no picture of its latent.</exception>
    public static async Task<(long[] Shape, float[] Values, bool IsSameInBatch)> DrawAsync(Model model, LatentSpace space, CancellationToken cancellation)
    {
        using var graph = GraphRuntime.Compile(NetworkNoise.Frozen(model, space.Blocks, space.Conditions));
        var (shape, samples) = (Array.Empty<long>(), new List<float[]>());
        for (var i = 0; i < Count; i++)
        {
            (shape, var sample) = await RunAsync(graph, space, [space.Sample(0, i)], cancellation);
            samples.Add(Array.TrueForAll(sample, float.IsFinite) ? sample
                : throw new RhumbException("A sample holds NaN or infinity: prior or fixed inputs do not fit the model; choose others with --prior and --set."));
        }
        if (samples.TrueForAll(sample => sample.AsSpan().SequenceEqual(samples[0])))
            throw new RhumbException($"All {Count} samples are equal: the output does not depend on the latent; choose the right input with --latent NAME, or the right output with --of NAME.");
        return (shape, [.. samples.SelectMany(sample => sample)], await IsSameInBatchAsync(graph, space, samples, cancellation));
    }

    private static async Task<bool> IsSameInBatchAsync(CompiledGraph graph, LatentSpace space, List<float[]> alone, CancellationToken cancellation)
    {
        if (graph.Inputs.Any(input => input.Shape is not [null, ..]))
            return true;
        try
        {
            var (_, pair) = await RunAsync(graph, space, [space.Sample(0, 0), space.Sample(0, 1)], cancellation);
            float[] expected = [.. alone[0], .. alone[1]];
            return pair.Length == expected.Length && pair.Zip(expected, (a, b) => Math.Abs((double)a - b)).Average() <= SameInBatch * (expected.Max() - expected.Min());
        }
        catch (RuntimeException)
        {
            // A length of 1 is written into the graph somewhere.
            return false;
        }
    }

    private static async Task<(long[] Shape, float[] Values)> RunAsync(CompiledGraph graph, LatentSpace space, Point[] points, CancellationToken cancellation)
    {
        var (block, inputs) = (space.Blocks[0], new Dictionary<string, Tensor>(StringComparer.Ordinal));
        try
        {
            inputs[block.Name] = Tensor.Create<float>([.. points.SelectMany(point => space.Flatten(point))], [points.Length, .. block.Shape.Select(length => (long)length)]);
            foreach (var condition in space.Conditions)
                inputs[condition.Name] = condition.Encode([.. points.Select(point => LatentSpace.ChoiceOf(point, condition))]);
            using var output = (await graph.RunAsync(inputs, cancellation)).Values.Single();
            return (output.Shape.ToArray(), output.ToArray<float>());
        }
        finally
        {
            foreach (var tensor in inputs.Values)
                tensor.Dispose();
        }
    }
}
