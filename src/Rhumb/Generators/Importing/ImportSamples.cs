using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Generators.Importing;

/// <summary>Raw outputs of a model for random latents and conditions: what tells its range, and whether prior and model fit each other.</summary>
internal static class ImportSamples
{
    private const int Count = 24;

    /// <summary>The shape of one output [1, …] and the values of all samples.</summary>
    /// <exception cref="RhumbException">The model does not run, or what it makes is no picture of its latent.</exception>
    public static async Task<(long[] Shape, float[] Values)> DrawAsync(Model model, LatentSpace space, CancellationToken cancellation)
    {
        using var graph = GraphRuntime.Compile(NetworkNoise.Frozen(model, space.Blocks, space.Conditions));
        var (shape, values, first, differs) = (Array.Empty<long>(), new List<float>(), Array.Empty<float>(), false);
        for (var i = 0; i < Count; i++)
        {
            var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
            try
            {
                var (block, point) = (space.Blocks[0], space.Sample(0, i));
                inputs[block.Name] = Tensor.Create<float>(space.Flatten(point), [1, .. block.Shape.Select(length => (long)length)]);
                foreach (var condition in space.Conditions)
                    inputs[condition.Name] = condition.Encode([LatentSpace.ChoiceOf(point, condition)]);
                using var output = (await graph.RunAsync(inputs, cancellation))[model.Graph.Outputs[0].Name];
                var sample = output.ToArray<float>();
                if (!Array.TrueForAll(sample, float.IsFinite))
                    throw new RhumbException("A sample holds NaN or infinity: prior or fixed inputs do not fit the model; choose others with --prior and --set.");
                (shape, first) = (output.Shape.ToArray(), i == 0 ? sample : first);
                differs |= !sample.AsSpan().SequenceEqual(first);
                values.AddRange(sample);
            }
            finally
            {
                foreach (var tensor in inputs.Values)
                    tensor.Dispose();
            }
        }
        return differs ? (shape, [.. values]) : throw new RhumbException($"All {Count} samples are equal: the output does not depend on the latent; choose the right input with --latent NAME, or the right output with --of NAME.");
    }
}
