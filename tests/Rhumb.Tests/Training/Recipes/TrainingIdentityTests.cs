using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>A checkpoint is gone on from by the same recipe only, and a recipe that did not change stays the same to newer versions.</summary>
public sealed class TrainingIdentityTests
{
    private static readonly ImageDataSet Two = new(28, 28, [.. Enumerable.Range(0, 2 * 28 * 28).Select(i => (byte)i)], [0, 9], FashionImages.Classes);

    [Fact]
    public void Trainings_of_fashion_begun_before_can_be_gone_on_from()
    {
        Assert.Equal("b3536f27b74ad27b29b8e591b2eb55c7", new ImageGanTrainer(new ImageGanRecipe(), Two, TimeProvider.System).Identity);
        Assert.Equal("5c3572d901341ce64e9fb8a69486d370", new ImageClassifierTrainer(new ImageClassifierRecipe(), Two, Two, TimeProvider.System).Identity);
    }

    [Fact]
    public void Every_setting_and_the_data_count()
    {
        var recipe = new ImageClassifierRecipe { Network = new ImageClassifier { Classes = 10, Heads = [4, 6], Image = new ImageShape(1, 28, 28) } };
        string[] identities =
        [
            Of(recipe, Two), Of(recipe with { Seed = 2 }, Two), Of(recipe with { Network = recipe.Network with { Heads = [5, 5] } }, Two), Of(recipe with { Network = recipe.Network with { Fold = 2 } }, Two),
            Of(recipe, Two with { Labels = [1, 9] }), Of(recipe, Two with { Pixels = new byte[2 * 28 * 28] }),
        ];
        Assert.Equal(identities.Length, identities.Distinct(StringComparer.Ordinal).Count());

        static string Of(ImageClassifierRecipe recipe, ImageDataSet data) => new ImageClassifierTrainer(recipe, data, data, TimeProvider.System).Identity;
    }
}
