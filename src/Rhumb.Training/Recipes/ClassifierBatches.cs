using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the classifier: images in a new order each round, moved by a few pixels, with smoothed labels.</summary>
internal sealed class ClassifierBatches(ImageClassifierRecipe recipe, ImageDataSet data) : ITrainingBatches
{
    private readonly EpochOrder _order = new(recipe.Seed, data.Count);

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var image = inputs["image"].AsSpan<float>();
        var label = inputs["label"].AsSpan<float>();
        var heads = recipe.Network.Heads ?? [recipe.Network.Classes];
        var random = new RandomStream(recipe.Seed, "shifts", step);
        for (var row = 0; row < recipe.Batch; row++)
        {
            var index = _order.At((step * recipe.Batch) + row);
            data.CopyTo(index, random.Index((2 * recipe.Shift) + 1) - recipe.Shift, random.Index((2 * recipe.Shift) + 1) - recipe.Shift, image.Slice(row * data.Area, data.Area));
            var smoothed = label.Slice(row * recipe.Network.Classes, recipe.Network.Classes);
            for (var (attribute, start) = (0, 0); attribute < heads.Count; start += heads[attribute++])
            {
                smoothed.Slice(start, heads[attribute]).Fill((float)(recipe.Smoothing / heads[attribute]));
                smoothed[start + data.Label(index, attribute)] += (float)(1 - recipe.Smoothing);
            }
        }
    }

    public void Refresh(long step, float[] theta) { }
}
