using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the autoencoder: images in a new order each round, their attributes one-hot where it tells them, and noise ε ~ N(0, I) for their codes.</summary>
internal sealed class AutoencoderBatches(ImageAutoencoderRecipe recipe, ImageDataSet data) : ITrainingBatches
{
    private readonly EpochOrder _order = new(recipe.Seed, data.Count);

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var image = inputs["image"].AsSpan<float>();
        var heads = recipe.Network.Heads ?? [];
        var label = heads.Count == 0 ? [] : inputs["label"].AsSpan<float>();
        label.Clear();
        for (var (row, k) = (0, heads.Sum()); row < recipe.Batch; row++)
        {
            var index = _order.At((step * recipe.Batch) + row);
            data.CopyTo(index, image.Slice(row * data.Area, data.Area));
            for (var (attribute, start) = (0, row * k); attribute < heads.Count; start += heads[attribute++])
                label[start + data.Label(index, attribute)] = 1;
        }
        new RandomStream(recipe.Seed, "codes", step).Normal(inputs["noise"].AsSpan<float>());
    }

    public void Refresh(long step, float[] theta) { }
}
