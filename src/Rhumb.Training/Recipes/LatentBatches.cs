using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the pair of codes: draws from the posteriors in a new order each round, and latents z ~ N(0, I).</summary>
internal sealed class LatentBatches(LatentGanRecipe recipe, LatentCodes codes) : ITrainingBatches
{
    private readonly EpochOrder _order = new(recipe.Seed, codes.Count);

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var real = inputs["real"].AsSpan<float>();
        var length = codes.Means.Columns;
        var random = new RandomStream(recipe.Seed, "posteriors", step);
        for (var row = 0; row < recipe.Batch; row++)
            codes.Draw(_order.At((step * recipe.Batch) + row), random, real.Slice(row * length, length));
        new RandomStream(recipe.Seed, "latents", step).Normal(inputs["latent"].AsSpan<float>());
    }

    public void Refresh(long step, float[] theta) { }
}
