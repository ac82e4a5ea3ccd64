using System.CommandLine;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Training;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Recipes;

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
        var evaluate = new Option<bool>("--evaluate") { Description = "Do not train: measure the generator in the output folder and write its card anew." };
        var seed = new Option<long>("--seed") { HelpName = "S", Description = "Seed of everything random: the same seed, data and number of threads give the same weights.", DefaultValueFactory = _ => 1 };
        var steps = new OptionalCountOption(
            "--steps", "N", $"Training steps, of images and notes the autoencoder's [default: {new ShapeRecipe().Plan.Steps} for shapes, {ImageRecipes.Fashion.Autoencoder.Plan.Steps} for fashion, {ImageRecipes.Avatar.Autoencoder.Plan.Steps} for avatar, {new NoteAutoencoderRecipe().Plan.Steps} for note].");
        var starts = new CountOption("--measure-starts", "N", "Starts measured for sliders and for moves, and twice as many random ones; 0 measures reconstructions alone.", new EvaluationCounts().LineStarts, least: 0, most: 1000);
        var verb = new Verb("train", "Trains a generator and writes it with a card of its measured quality.", "rhumb train seat --seed 1 --output seat")
        {
            recipe, data, output, resume, publicDomain, evaluate, seed, steps, starts, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(recipe);
            var asked = new Asked(
                name, parsed.GetValue(data), parsed.GetValue(output), parsed.GetValue(resume), parsed.GetValue(publicDomain), parsed.GetValue(evaluate), parsed.GetValue(seed),
                parsed.GetValue(steps), parsed.GetValue(starts));
            var report = new Report(parsed.GetValue(json));
            return name switch
            {
                FashionTraining.Name => FashionAsync(asked, report, cancellation),
                AvatarTraining.Name => AvatarAsync(asked, report, cancellation),
                NoteTraining.Name => NoteAsync(asked, report, cancellation),
                _ => ShapesAsync(asked, report, cancellation),
            };
        });
        return verb;
    }

    private static async Task FashionAsync(Asked asked, Report report, CancellationToken cancellation)
    {
        if (asked.PublicDomain)
            throw new UsageException("--cc0 chooses among the seats; leave it out.");
        var request = Images(asked, ImageRecipes.Fashion, new ImageCounts(), "DIR");
        var card = await IntoFolderAsync(request.Output, progress => new FashionTraining(request, TimeProvider.System).RunAsync(progress, cancellation));
        var e = card.Evaluation;
        report.Document(new
        {
            card.Manifest.Name,
            request.Output,
            asked.Seed,
            card.Recipe.Autoencoder.Plan.Steps,
            card.Times?.Total.TotalSeconds,
            Recognised = e.MeanRecognised,
            Accuracy = e.MeanAccuracy,
            e.Samples,
            e.Ceiling,
            e.WorthMoving,
            e.WorthMovingCeiling,
            e.FramesRecognised,
        });
        report.Line(FormattableString.Invariant($"{request.Output}: {e.MeanRecognised:P1} of samples are given their class ({e.MeanAccuracy:P1} of held-out photos), {Compared(e.Samples, e.Ceiling)}; see card.md."));
    }

    private static async Task AvatarAsync(Asked asked, Report report, CancellationToken cancellation)
    {
        if (asked.PublicDomain)
            throw new UsageException("--cc0 chooses among the seats; avatars are all in the public domain. Leave it out.");
        var request = Images(asked, ImageRecipes.Avatar, new ImageCounts { Samples = 2000 }, "FILE");
        var card = await IntoFolderAsync(request.Output, progress => new AvatarTraining(request, TimeProvider.System).RunAsync(progress, cancellation));
        var e = card.Evaluation;
        report.Document(new
        {
            card.Manifest.Name,
            request.Output,
            asked.Seed,
            card.Recipe.Autoencoder.Plan.Steps,
            card.Times?.Total.TotalSeconds,
            Deviation = e.Worst.Deviation,
            e.HeldOutDeviation,
            e.Samples,
            e.Ceiling,
            e.WorthMoving,
            e.WorthMovingCeiling,
            e.AttributesKept,
        });
        report.Line(FormattableString.Invariant($"{request.Output}: attributes within {100 * e.Worst.Deviation:0.0} points of the data ({100 * e.HeldOutDeviation:0.0} on held-out pictures), {Compared(e.Samples, e.Ceiling)}; see card.md."));
    }

    private static async Task NoteAsync(Asked asked, Report report, CancellationToken cancellation)
    {
        if (asked.PublicDomain)
            throw new UsageException("--cc0 chooses among the seats; leave it out.");
        var recipe = new NoteRecipe().Seeded(asked.Seed);
        var steps = asked.Steps ?? recipe.Autoencoder.Plan.Steps;
        var request = new NoteRequest
        {
            Output = asked.Output ?? Path.Combine("models", NoteTraining.Name),
            Data = asked.Data,
            Resume = asked.Resume,
            EvaluateOnly = asked.Evaluate,
            Recipe = recipe with { Autoencoder = recipe.Autoencoder with { Plan = recipe.Autoencoder.Plan with { Steps = steps } } },
            Counts = new ImageCounts { Starts = asked.Starts },
            Cache = CacheFolder.Resolve(),
            Command = $"./rhumb train {NoteTraining.Name}{(asked.Data is null ? "" : " --data FILE")} --seed {asked.Seed} --steps {steps}",
        };
        var card = await IntoFolderAsync(request.Output, progress => new NoteTraining(request, TimeProvider.System).RunAsync(progress, cancellation));
        var e = card.Evaluation;
        report.Document(new
        {
            card.Manifest.Name,
            request.Output,
            asked.Seed,
            Steps = steps,
            card.Times?.Total.TotalSeconds,
            card.Notes.Silent,
            e.Samples,
            e.HeldOut,
            e.Resynthesised,
            e.Resynthesis,
            e.WorthMoving,
            e.WorthMovingCeiling,
            e.PitchKept,
        });
        report.Line(FormattableString.Invariant($"{request.Output}: asked pitch heard in {e.Samples.PitchHeard:P1} of samples ({e.HeldOut.PitchHeard:P1} of held-out notes), {Compared(e.Samples.Compared, e.HeldOut.Compared)}; see card.md."));
        if (card.Notes.Silent.Count > 0)
            report.Line($"{card.Notes.Silent.Count} notes were silent and left out; card.md lists them.");
    }

    private static ImageRequest Images(Asked asked, ImageRecipe preset, ImageCounts counts, string data)
    {
        var recipe = preset.Seeded(asked.Seed);
        var steps = asked.Steps ?? recipe.Autoencoder.Plan.Steps;
        return new ImageRequest(recipe with { Autoencoder = recipe.Autoencoder with { Plan = recipe.Autoencoder.Plan with { Steps = steps } } }, counts with { Starts = asked.Starts })
        {
            Output = asked.Output ?? Path.Combine("models", asked.Name),
            Data = asked.Data,
            Resume = asked.Resume,
            EvaluateOnly = asked.Evaluate,
            Cache = CacheFolder.Resolve(),
            Command = $"./rhumb train {asked.Name}{(asked.Data is null ? "" : $" --data {data}")} --seed {asked.Seed} --steps {steps}",
        };
    }

    private static string Compared(PrecisionRecall samples, PrecisionRecall ceiling) =>
        FormattableString.Invariant($"precision {samples.Precision:0.000} ({ceiling.Precision:0.000}), recall {samples.Recall:0.000} ({ceiling.Recall:0.000})");

    private static async Task ShapesAsync(Asked asked, Report report, CancellationToken cancellation)
    {
        if (asked.Name == "shapes" && asked.Data is null)
            throw new UsageException("Which shapes? Give a folder of OBJ files with --data DIR, or train 'seat'.");
        if (asked.Data is not null && asked.PublicDomain)
            throw new UsageException("--cc0 chooses among the seats that Rhumb fetches; leave it out with --data.");
        var preset = new ShapeRecipe();
        var recipe = preset with { Seed = asked.Seed, Plan = preset.Plan with { Steps = asked.Steps ?? preset.Plan.Steps } };
        var name = asked.PublicDomain ? $"{asked.Name}-cc0" : asked.Name;
        var request = new ShapeTrainingRequest
        {
            Name = name,
            Data = asked.Data,
            PublicDomainOnly = asked.PublicDomain,
            Output = asked.Output ?? Path.Combine("models", name),
            Resume = asked.Resume,
            EvaluateOnly = asked.Evaluate,
            Recipe = recipe,
            Counts = new EvaluationCounts { Starts = 2 * asked.Starts, LineStarts = asked.Starts, MoveStarts = asked.Starts },
            Cache = CacheFolder.Resolve(),
            Command = $"./rhumb train {asked.Name}{(asked.Data is null ? "" : " --data DIR")}{(asked.PublicDomain ? " --cc0" : "")} --seed {recipe.Seed} --steps {recipe.Plan.Steps}",
        };
        var card = await IntoFolderAsync(request.Output, progress => new ShapeTraining(request, TimeProvider.System).RunAsync(progress, cancellation));
        var e = card.Evaluation!;
        report.Document(new
        {
            card.Name,
            request.Output,
            card.Recipe.Seed,
            card.Recipe.Plan.Steps,
            card.Elapsed.TotalSeconds,
            Skipped = card.Skipped.Select(skipped => skipped.Reason),
            IoU = e.Mean(false, shape => shape.IoU),
            FScore = e.Mean(false, shape => shape.FScore),
            Starts = e.Starts.Count == 0 ? null : new { e.StartsOnePart, e.StartsAlike, e.StartsDistinct, e.StartsCopied },
        });
        var starts = e.Starts.Count == 0 ? "" : $", {e.StartsOnePart:P0} of random starts in one part";
        report.Line($"{request.Output}: {card.TrainedOn.Count} shapes, IoU {e.Mean(false, shape => shape.IoU):0.000}{starts}; see card.md.");
        foreach (var skipped in card.Skipped)
            report.Line($"Left out: {skipped.Reason}");
        if (card.Skipped.Count > 0)
            report.Line($"{card.Skipped.Count} files were left out.");
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
        string Name, string? Data, string? Output, bool Resume, bool PublicDomain, bool Evaluate, long Seed, int? Steps, int Starts);
}
