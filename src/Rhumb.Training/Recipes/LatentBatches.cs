using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the flow: draws from the posteriors in a new order each round, noise ~ N(0, I), times uniform in [0, 1], and classes one-hot where there are any.</summary>
internal sealed class LatentBatches(LatentFlowRecipe recipe, LatentCodes codes) : ITrainingBatches
{
    private readonly EpochOrder _order = new(recipe.Seed, codes.Count);

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var code = inputs["code"].AsSpan<float>();
        var time = inputs["time"].AsSpan<float>();
        var (length, classes) = (codes.Means.Columns, recipe.Network.Classes);
        var label = classes == 0 ? [] : inputs["label"].AsSpan<float>();
        label.Clear();
        var random = new RandomStream(recipe.Seed, "posteriors", step);
        for (var row = 0; row < recipe.Batch; row++)
        {
            var index = _order.At((step * recipe.Batch) + row);
            codes.Draw(index, random, code.Slice(row * length, length));
            time[row] = (float)random.Uniform();
            if (classes > 0)
                label[(row * classes) + codes.Labels[index]] = 1;
        }
        new RandomStream(recipe.Seed, "noise", step).Normal(inputs["noise"].AsSpan<float>());
    }

    public void Refresh(long step, float[] theta) { }
}
