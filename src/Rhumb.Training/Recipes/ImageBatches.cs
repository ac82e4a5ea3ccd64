using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the pair: images in a new order each round with their classes one-hot, and latents z ~ N(0, I).</summary>
internal sealed class ImageBatches(ImageGanRecipe recipe, ImageDataSet data) : ITrainingBatches
{
    private readonly EpochOrder _order = new(recipe.Seed, data.Count);

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var real = inputs["real"].AsSpan<float>();
        var label = inputs["label"].AsSpan<float>();
        label.Clear();
        for (var row = 0; row < recipe.Batch; row++)
        {
            var index = _order.At((step * recipe.Batch) + row);
            data.CopyTo(index, real.Slice(row * data.Area, data.Area));
            label[(row * recipe.Network.Classes) + data.Label(index)] = 1;
        }
        new RandomStream(recipe.Seed, "latents", step).Normal(inputs["latent"].AsSpan<float>());
    }

    public void Refresh(long step, float[] theta) { }
}
