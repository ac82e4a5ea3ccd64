using System.CommandLine;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.Training;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb train</c>: from data to a generator with its card.</summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var json = new JsonOption();
        var recipe = new Argument<string>("RECIPE")
        {
            Description = "seat, fashion, avatar, note: the shipped generators, their data fetched. shapes: any folder of OBJ files, upright (y) and facing +z.",
        };
        recipe.AcceptOnlyFromAmong("seat", "shapes", FashionTraining.Name, AvatarTraining.Name, NoteTraining.Name);
        var data = new Option<string?>("--data")
        {
            HelpName = "PATH",
            Description = "Folder of OBJ files, searched with its subfolders, or of the four files of Fashion-MNIST; for avatar and note a file of pictures or notes from another machine's cache. All but shapes fetch, draw or render their own without it.",
        };
        var output = new Option<string?>("--output") { HelpName = "DIR", Description = "Folder for the ONNX files, generator.json and card.md [default: models/RECIPE]." };
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint of the same recipe, data and seed." };
        var publicDomain = new Option<bool>("--cc0") { Description = "Of the seats only those in the public domain: nobody need be credited." };
        var evaluate = new Option<bool>("--evaluate") { Description = "Do not train: measure the generator in the output folder, of whatever seed and steps it is, and write its card anew." };
        var seed = new Option<long>("--seed") { HelpName = "S", Description = "Seed of everything random: the same seed, data and number of threads give the same weights.", DefaultValueFactory = _ => 1 };
        var steps = new OptionalCountOption(
            "--steps", "N", $"Training steps, of images and notes the autoencoder's [default: {new ShapeRecipe().Plan.Steps} for shapes, {ImageRecipes.Fashion.Autoencoder.Plan.Steps} for fashion, {ImageRecipes.Avatar.Autoencoder.Plan.Steps} for avatar, {new NoteAutoencoderRecipe().Plan.Steps} for note].");
        var starts = new CountOption("--measure-starts", "N", "Starts measured for sliders and for moves, and twice as many random ones; 0 measures reconstructions alone.", new EvaluationCounts().LineStarts, least: 0, most: 1000);
        var beside = new Option<string[]>("--beside")
        {
            HelpName = "DIR", AllowMultipleArgumentsPerToken = false, DefaultValueFactory = _ => [],
            Description = "Folder of the same recipe trained with another seed; may be given several times. The card tells how far apart they measure, and so how far training again would.",
        };
        var verb = new Verb("train", "Trains a generator and writes it with a card of its measured quality.", "rhumb train seat --seed 1 --output seat")
        {
            recipe, data, output, resume, publicDomain, evaluate, seed, steps, starts, beside, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var asked = new Asked(
                parsed.GetRequiredValue(recipe), parsed.GetValue(data), parsed.GetValue(output), parsed.GetValue(resume), parsed.GetValue(publicDomain), parsed.GetValue(evaluate),
                parsed.GetValue(seed), parsed.GetValue(steps), parsed.GetValue(starts), parsed.GetValue(beside)!);
            return RunAsync(asked.Trained(), new Report(parsed.GetValue(json)), cancellation);
        });
        return verb;
    }

    private static async Task RunAsync(Asked asked, Report report, CancellationToken cancellation)
    {
        if (asked.PublicDomain && asked.Recipe is not ("seat" or "shapes"))
            throw new UsageException("--cc0 chooses among the seats; leave it out.");
        var card = await IntoFolderAsync(asked.Folder, progress => TrainAsync(asked, progress, cancellation));
        var quality = card.Quality;
        report.Document(new
        {
            asked.Name,
            Output = asked.Folder,
            quality.Own.Seed,
            quality.Own.Steps,
            card.Elapsed?.TotalSeconds,
            card.LeftOut,
            Measured = quality.Own.Figures.Select(figure => new { figure.Name, figure.Kind, figure.Value, figure.Ceiling, figure.Wanted, figure.AtMost, figure.Holds, Spread = quality.Spread(figure) }),
        });
        report.Table(
        [
            ["what", "measured", "spread", "ceiling", "wanted"],
            .. quality.Own.Figures.Select(figure => (string[])
            [
                figure.Name, figure.Write(figure.Value), quality.Spread(figure) is { } spread ? "± " + figure.WriteDistance(spread) : "", figure.Ceiling is { } ceiling ? figure.Write(ceiling) : "", figure.WriteWanted(),
            ]),
        ]);
        foreach (var reason in card.LeftOut)
            report.Line($"Left out: {reason}");
        report.Line($"{asked.Folder} is ready; more is in its card.md{(card.LeftOut.Count == 0 ? "" : $", and {card.LeftOut.Count} items were left out")}.");
    }

    private static async Task<ICard> TrainAsync(Asked asked, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var counts = new SampleCounts { Starts = asked.Starts };
        switch (asked.Recipe)
        {
            case FashionTraining.Name:
                var clothing = ImageRecipes.Fashion.With(asked.Seed, asked.Steps);
                return await new FashionTraining(clothing, counts, asked.Request("DIR", clothing.Autoencoder.Plan), TimeProvider.System).RunAsync(progress, cancellation);
            case AvatarTraining.Name:
                var faces = ImageRecipes.Avatar.With(asked.Seed, asked.Steps);
                return await new AvatarTraining(faces, counts with { Samples = 2000 }, asked.Request("FILE", faces.Autoencoder.Plan), TimeProvider.System).RunAsync(progress, cancellation);
            case NoteTraining.Name:
                var notes = new NoteRecipe().With(asked.Seed, asked.Steps);
                return await new NoteTraining(notes, counts, asked.Request("FILE", notes.Autoencoder.Plan), TimeProvider.System).RunAsync(progress, cancellation);
            default:
                if (asked.Recipe == "shapes" && asked.Data is null)
                    throw new UsageException("Which shapes? Give a folder of OBJ files with --data DIR, or train 'seat'.");
                if (asked is { PublicDomain: true, Data: not null })
                    throw new UsageException("--cc0 chooses among the seats that Rhumb fetches; leave it out with --data.");
                var shapes = new ShapeRecipe().With(asked.Seed, asked.Steps);
                var measured = new EvaluationCounts { Starts = 2 * asked.Starts, LineStarts = asked.Starts, MoveStarts = asked.Starts };
                return await new ShapeTraining(asked.Name, shapes, measured, asked.Request("DIR", shapes.Plan), TimeProvider.System) { PublicDomainOnly = asked.PublicDomain }.RunAsync(progress, cancellation);
        }
    }

    /// <summary>Trains with progress on the error stream; a folder made for nothing is removed again.</summary>
    private static async Task<T> IntoFolderAsync<T>(string output, Func<IProgress<StepProgress>, Task<T>> train)
    {
        var isNew = !Directory.Exists(output);
        OutputFolder.Prepare(output);
        var progress = new TrainingLines(TimeProvider.System);
        try
        {
            return await train(progress);
        }
        finally
        {
            progress.End();
            if (isNew)
                OutputFolder.RemoveIfEmpty(output);
        }
    }

    private sealed record Asked(
        string Recipe, string? Data, string? Output, bool Resume, bool PublicDomain, bool Evaluate, long Seed, int? Steps, int Starts, string[] Beside)
    {
        public string Name => PublicDomain ? $"{Recipe}-cc0" : Recipe;

        public string Folder => Output ?? Path.Combine("models", Name);

        /// <summary>As asked; a generator that is only measured has the seed and the steps that it was trained with.</summary>
        public Asked Trained() => Evaluate && GeneratorFolder.Load(Folder).Manifest.TrainedBy is { } command && new QualityRun(command, []) is var run
            ? this with { Seed = run.Seed, Steps = run.Steps }
            : this;

        public TrainingRequest Request(string data, TrainingPlan plan) => new()
        {
            Output = Folder,
            Data = Data,
            Resume = Resume,
            EvaluateOnly = Evaluate,
            Beside = Beside,
            Cache = CacheFolder.Resolve(),
            Command = $"./rhumb train {Recipe}{(Data is null ? "" : $" --data {data}")}{(PublicDomain ? " --cc0" : "")} --seed {Seed} --steps {plan.Steps}",
        };
    }
}
