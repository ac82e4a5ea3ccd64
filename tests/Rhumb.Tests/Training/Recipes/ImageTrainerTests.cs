using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Tests.Cli;
using Rhumb.Training;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>Classifier and adversarial pair on bars that lie or stand, and small networks: their promises, not their quality.</summary>
public sealed class ImageTrainerTests
{
    private static readonly ImageDataSet Bars = MakeBars(64);

    private static readonly ImageGanRecipe Pair = new()
    {
        Network = new ConditionalImageGan { Latent = 4, Classes = 2, Style = 8, GeneratorChannels = [4, 4, 4, 4], DiscriminatorChannels = [4, 4, 4, 4], Features = 8 },
        Batch = 8, Penalised = 4,
        Plan = new TrainingPlan(30, new LearningRateSchedule(3e-3, WarmUp: 2), new WeightAverage(0.9)) { CurveEvery = 10, MeasureEvery = 30, CheckpointEvery = TimeSpan.Zero },
    };

    private static readonly ImageClassifierRecipe Classifier = new()
    {
        Network = new ImageClassifier { Classes = 2, Channels = [4, 4, 4], Features = 8 }, Batch = 16,
        Plan = new TrainingPlan(60, new LearningRateSchedule(5e-3, WarmUp: 2), new WeightAverage(0.9)) { CurveEvery = 20, MeasureEvery = 60, CheckpointEvery = TimeSpan.Zero },
    };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public void The_pair_stopped_and_resumed_is_the_pair_not_stopped()
    {
        using var folder = new TemporaryFolder();
        var whole = new ImageGanTrainer(Pair, Bars, TimeProvider.System).Train(folder["whole"], resume: false, Told.Nobody, Stop);
        using var stop = new CancellationTokenSource();
        var told = new Told(step =>
        {
            if (step.Contains("step 20 ", StringComparison.Ordinal))
                stop.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => new ImageGanTrainer(Pair, Bars, TimeProvider.System).Train(folder["c"], resume: false, told, stop.Token));
        var resumed = new ImageGanTrainer(Pair, Bars, TimeProvider.System).Train(folder["c"], resume: true, Told.Nobody, Stop);
        Assert.Equal(whole.Theta, resumed.Theta);
        Assert.Equal(whole.Average, resumed.Average);
        Assert.Equal(whole.Curve.Select(point => point.Values["discriminator"]), resumed.Curve.Select(point => point.Values["discriminator"]));
        Assert.True(File.Exists(folder["whole.png"]));
        // The curve can be watched, too.
        Assert.Contains("<path", File.ReadAllText(folder["whole.svg"]), StringComparison.Ordinal);
        Assert.NotEqual(new ImageGanTrainer(Pair, Bars, TimeProvider.System).Identity, new ImageGanTrainer(Pair with { Penalty = 2 }, Bars, TimeProvider.System).Identity);
    }

    /// <summary>One step without momentum moves a parameter of either network against the gradient of its own loss, found by differences, and of that one only.</summary>
    [Fact]
    public void Each_network_descends_its_own_loss()
    {
        var recipe = Pair with { Optimizer = new AdamW { Beta1 = 0, Beta2 = 0, MaximumNorm = 1e9 } };
        var layout = ParameterLayout.Of((g, parameters) => ImageGanLoss.Build(recipe, g, parameters));
        var theta = layout.Initial(3);
        using var step = TrainingStep.Compile(layout, (g, parameters) => ImageGanLoss.Build(recipe, g, parameters), recipe.Optimizer, ExecutionDevice.Cpu);
        var batches = new ImageBatches(recipe, Bars);

        IReadOnlyDictionary<string, double> Losses(float[] at, double rate, out float[] next)
        {
            step.Load(new TrainingState(0, at, new float[at.Length], new float[at.Length], at, [], TimeSpan.Zero));
            batches.Fill(0, step.Batch);
            var losses = step.Run(0, rate, 0.9f, Stop);
            next = step.Save()[0];
            return losses;
        }

        _ = Losses(theta, 1e-3, out var moved);
        foreach (var (name, loss) in new[] { ("generator.conv1.bias", "generator"), ("generator.map0.bias", "generator"), ("discriminator.conv1.bias", "discriminator"), ("discriminator.features.bias", "discriminator") })
        {
            var parameter = layout.Parameters.Single(p => p.Name == name);
            // Along the direction of the step the loss must fall: with β = 0 a step is the sign of the gradient.
            var (up, down) = ((float[])theta.Clone(), (float[])theta.Clone());
            for (var i = parameter.Offset; i < parameter.Offset + parameter.Count; i++)
            {
                // A unit that is on the same side of 0 for photo and sample of every pair has a bias that cancels.
                var sign = Math.Sign(moved[i] - theta[i]);
                up[i] += 5e-3f * sign;
                down[i] -= 5e-3f * sign;
            }
            Assert.True(Losses(up, 0, out _)[loss] < Losses(down, 0, out _)[loss], name);
        }
    }

    [Fact]
    public void Every_parameter_has_one_owner()
    {
        var recipe = Pair;
        LossTerms Terms(GraphBuilder g, IParameterSource parameters, Func<IReadOnlyList<Objective>, IReadOnlyList<Objective>> change)
        {
            var terms = ImageGanLoss.Build(recipe, g, parameters);
            return terms with { Objectives = change(terms.Objectives) };
        }
        var layout = ParameterLayout.Of((g, parameters) => ImageGanLoss.Build(recipe, g, parameters));
        Assert.Contains("No objective owns", Assert.Throws<ArgumentException>(() => TrainingStep.Compile(layout, (g, p) => Terms(g, p, all => [all[0]]), recipe.Optimizer, ExecutionDevice.Cpu)).Message, StringComparison.Ordinal);
        Assert.Contains("Two objectives own", Assert.Throws<ArgumentException>(() => TrainingStep.Compile(layout, (g, p) => Terms(g, p, all => [.. all, all[1]]), recipe.Optimizer, ExecutionDevice.Cpu)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_exported_opens_and_is_judged()
    {
        using var folder = new TemporaryFolder();
        var (judging, pair) = (new ImageClassifierTrainer(Classifier, Bars, MakeBars(20), TimeProvider.System), new ImageGanTrainer(Pair, Bars, TimeProvider.System));
        var judged = judging.Train(folder["j"], resume: false, Told.Nobody, Stop);
        Assert.True(judged.Curve[^1].Values["accuracy"] > 0.9, $"bars that lie and stand are told apart: {judged.Curve[^1].Values["accuracy"]}");
        var trained = pair.Train(folder["g"], resume: false, Told.Nobody, Stop);
        var saved = ImageGeneratorExport.Write(folder["bars"], new GeneratorManifest
        {
            Name = "bars", Kind = GeneratorKind.Image, Licence = "CC0-1.0", Latent = [new LatentBlock("z", [4], new NormalPrior())],
            Conditions = [new LabelCondition("label", Bars.Classes)], Image = new ImageLayout(28, 28, 1),
            Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), Classifier: new GeneratorFile("classifier.onnx")),
        }, pair.Export(trained.Average), judging.Export(judged.Average));

        using var generator = ImageGenerator.Open(saved);
        using var judge = new ImageJudge(CompiledGraph.Load(saved.ReadFile(saved.Manifest.Files.Classifier!)));
        var counts = new SampleCounts { Samples = 30, Starts = 2, Directions = 2, Frames = 3, Seed = 0 };
        var evaluation = await new ImageEvaluator(generator, judge, counts).RunAsync(MakeBars(60), Told.Nobody, Stop);
        Assert.True(evaluation.MeanAccuracy > 0.9);
        Assert.Equal(2, evaluation.Recognised.Count);
        Assert.InRange(evaluation.Ceiling.Precision, 0.5, 1);

        // The exported generator makes what the trainer drew, within the half precision of its weights.
        var drawn = pair.Draw(trained.Average, 2, seed: 5);
        var output = (ImageOutput)(await generator.GenerateAsync([Of(generator, 1, 5)], Detail.Full, Stop))[0];
        for (var i = 0; i < output.Values.Length; i++)
            Assert.Equal(drawn.Row(1)[i], (2 * output.Values[i]) - 1, 4e-3);
    }

    private static Point Of(ImageGenerator generator, int index, long seed)
    {
        var z = new float[4];
        new RandomStream(seed, "sample", index).Normal(z);
        return generator.LatentSpace.WithConditions(Point.Of("z", z), new Dictionary<string, string> { ["label"] = Bars.Classes[index % 2] });
    }

    private static ImageDataSet MakeBars(int count)
    {
        var (pixels, labels, random) = (new byte[count * 28 * 28], new byte[count], new RandomStream(1, "bars", count));
        for (var i = 0; i < count; i++)
        {
            var (stands, at) = (i % 2, 6 + random.Index(12));
            labels[i] = (byte)stands;
            for (var y = 0; y < 28; y++)
                for (var x = 0; x < 28; x++)
                {
                    var across = stands == 1 ? x : y;
                    pixels[(i * 28 * 28) + (y * 28) + x] = (byte)(across >= at && across < at + 4 ? 150 + random.Index(100) : random.Index(20));
                }
        }
        return new ImageDataSet(28, 28, pixels, labels, ["lies", "stands"]);
    }
}
