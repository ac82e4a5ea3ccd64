using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Tests.Cli;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>The whole trainer on three boxes and a small network: its promises, not its quality.</summary>
public sealed class ShapeTrainerTests
{
    private static readonly ShapeRecipe Recipe = TinyTraining.Recipe;

    private static readonly ShapeDataSet Data = TinyTraining.Data;

    [Fact]
    public void The_same_seed_gives_the_same_weights_and_another_seed_others()
    {
        var (first, second) = (Train(Recipe), Train(Recipe));
        Assert.Equal(first.Theta, second.Theta);
        Assert.Equal(first.Average, second.Average);
        Assert.NotEqual(first.Theta, Train(Recipe with { Seed = 2 }).Theta);
        Assert.True(first.Curve[^1].Values["reconstruction"] < first.Curve[0].Values["reconstruction"]);
    }

    [Fact]
    public void Mining_changes_what_is_trained_from_its_beginning_on()
    {
        var (mined, plain) = (Train(Recipe), Train(Recipe with { Mining = null }));
        Assert.Equal(plain.Curve[0].Values["loss"], mined.Curve[0].Values["loss"]);
        Assert.NotEqual(plain.Curve[1].Values["loss"], mined.Curve[1].Values["loss"]);
    }

    [Fact]
    public void Stopping_anywhere_and_resuming_gives_the_same_weights()
    {
        using var folder = new TemporaryFolder();
        var whole = Train(Recipe);
        var trainer = new ShapeTrainer(Recipe, Data, TimeProvider.System);
        using var stop = new CancellationTokenSource();
        var stopped = new Told(step =>
        {
            if (step.Contains("step 40 ", StringComparison.Ordinal))
                stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => trainer.Train(folder["c"], resume: false, stopped, stop.Token));
        var resumed = new ShapeTrainer(Recipe, Data, TimeProvider.System).Train(folder["c"], resume: true, Told.Nobody, CancellationToken.None);
        Assert.Equal(whole.Step, resumed.Step);
        Assert.Equal(whole.Theta, resumed.Theta);
        Assert.Equal(whole.Average, resumed.Average);
        Assert.Equal(whole.Curve.Select(point => point.Values["loss"]), resumed.Curve.Select(point => point.Values["loss"]));
    }

    [Fact]
    public void Another_recipe_or_other_data_does_not_resume()
    {
        var trainer = new ShapeTrainer(Recipe, Data, TimeProvider.System);
        Assert.NotEqual(trainer.Identity, new ShapeTrainer(Recipe with { Points = 33 }, Data, TimeProvider.System).Identity);
        Assert.NotEqual(trainer.Identity, new ShapeTrainer(Recipe, Data with { Shapes = [.. Data.Shapes.Take(2)] }, TimeProvider.System).Identity);
        Assert.Equal(trainer.Identity, new ShapeTrainer(Recipe, Data, TimeProvider.System).Identity);
    }

    [Fact]
    public async Task What_is_exported_opens_decodes_and_is_credited()
    {
        using var folder = new TemporaryFolder();
        var trainer = new ShapeTrainer(Recipe, Data, TimeProvider.System);
        var state = trainer.Train(folder["c"], resume: false, Told.Nobody, TestContext.Current.CancellationToken);
        var models = await trainer.ExportAsync(state, TestContext.Current.CancellationToken);
        var saved = ShapeGeneratorExport.Write(folder["boxes"], "boxes", models, [.. trainer.Training.Select(shape => shape.Source)], "rhumb train shapes");
        Assert.Equal("CC-BY-3.0", saved.Manifest.Licence);
        Assert.Equal(3, saved.Manifest.Credits.Count);
        Assert.Equal(["decoder.onnx", "encoder.onnx", "generator.json", "prior.onnx"], Directory.GetFiles(folder["boxes"]).Select(Path.GetFileName).Order());

        using var generator = ShapeGenerator.Open(saved);
        Assert.Equal(3 + 3 + ShapeDeformation.Coordinates, generator.LatentSpace.Dimension);
        var output = await generator.DecodeAsync(generator.LatentSpace.Sample(1), 24, TestContext.Current.CancellationToken);
        Assert.True(MeshCheck.Of(output.Mesh).IsSound || output.Mesh.TriangleCount == 0);

        // The exported pair reconstructs as the trainer measured it.
        using var trained = TrainedShapes.Load(saved);
        using var direct = new TrainedShapes(Recipe.Network, trainer.Layout, state.Average, 0);
        var shape = Data.Shapes[0];
        Assert.Equal(direct.Encode(shape.Solid, shape.Extent), trained.Encode(shape.Solid, shape.Extent));
    }

    [Fact]
    public async Task Measuring_can_be_stopped_and_gone_on_with()
    {
        using var folder = new TemporaryFolder();
        var file = new MeasurementFile(folder["m.json"], "hash");
        Assert.Equal(new StartScore(0.5, 3, 0.25), await file.GetAsync("start 0", () => Task.FromResult(new StartScore(0.5, 3, 0.25))));
        var again = new MeasurementFile(folder["m.json"], "hash");
        Assert.Equal(new StartScore(0.5, 3, 0.25), await again.GetAsync<StartScore>("start 0", () => throw new InvalidOperationException("measured twice")));
        var other = new MeasurementFile(folder["m.json"], "another model");
        Assert.Equal(1.0, await other.GetAsync("start 0", () => Task.FromResult(1.0)));
    }

    private static TrainingState Train(ShapeRecipe recipe)
    {
        using var folder = new TemporaryFolder();
        return new ShapeTrainer(recipe, Data, TimeProvider.System).Train(folder["c"], resume: false, Told.Nobody, CancellationToken.None);
    }
}
