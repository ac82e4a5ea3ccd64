using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the autoencoder: images in a new order each round, and noise ε ~ N(0, I) for their codes.</summary>
internal sealed class AutoencoderBatches(ImageAutoencoderRecipe recipe, ImageDataSet data) : ITrainingBatches
{
    private readonly EpochOrder _order = new(recipe.Seed, data.Count);

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var image = inputs["image"].AsSpan<float>();
        for (var row = 0; row < recipe.Batch; row++)
            data.CopyTo(_order.At((step * recipe.Batch) + row), image.Slice(row * data.Area, data.Area));
        new RandomStream(recipe.Seed, "codes", step).Normal(inputs["noise"].AsSpan<float>());
    }

    public void Refresh(long step, float[] theta) { }
}
