using System.Runtime.CompilerServices;
using Rhumb.Generators.Shapes;
using Rhumb.Tests.Training.Data;
using Rhumb.Training;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>
/// The whole trainer on three boxes and a small network. <see cref="TrainingKillTests"/> kills it: this same executable, started with an environment variable, trains from
/// the last checkpoint on and tells each point of the curve on its standard output, instead of running tests.
/// </summary>
internal static class TinyTraining
{
    public const string Variable = "RHUMB_TEST_TRAINING";

    public static ShapeRecipe Recipe { get; } = new()
    {
        Network = new ImplicitAutoencoder
        {
            VoxelSize = 16, ShapeCode = 5, EncoderConvolutions = [new(4, 4, 4, 0), new(4, 4, 2, 1)], EncoderWidth = 8, DecoderWidths = [16, 16], Octaves = 1,
        },
        Reconstructions = 2, Mixtures = 2, Points = 32, HoldOutEvery = 0, Mining = new ErrorMining(Begin: 0.3, Mixtures: 2),
        Plan = new TrainingPlan(60, new LearningRateSchedule(5e-3, WarmUp: 5), new WeightAverage(0.9)) { CurveEvery = 20, MeasureEvery = 60, CheckpointEvery = TimeSpan.Zero },
    };

    /// <summary>The same with a checkpoint every four steps.</summary>
    public static ShapeRecipe Restless { get; } = Recipe with { Plan = Recipe.Plan with { CurveEvery = 4 } };

    public static ShapeDataSet Data { get; } = new(
        [Shape("a", 10, 53, 0, 63, 20, 43), Shape("b", 20, 43, 0, 63, 10, 53), Shape("c", 0, 63, 30, 40, 0, 63)], []);

    [ModuleInitializer]
    public static void RunWhereAsked()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } checkpoint) return;
        new ShapeTrainer(Restless, Data, TimeProvider.System).Train(checkpoint, File.Exists(checkpoint), new Told(Console.Out.WriteLine), CancellationToken.None);
        Environment.Exit(0);
    }

    private static TrainingShape Shape(string id, int x0, int x1, int y0, int y1, int z0, int z1)
    {
        var shape = Models.Shape(Models.Box(64, x0, x1, y0, y1, z0, z1));
        return shape with { Source = shape.Source with { Id = id, Credit = new ShapeCredit("CC-BY 3.0", "https://example.org/", $"Author of {id}", null) } };
    }
}
