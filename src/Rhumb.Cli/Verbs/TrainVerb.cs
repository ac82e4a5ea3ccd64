using System.CommandLine;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Recipes;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb train</c>: from models to a generator with its card.</summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var (preset, json) = (new ShapeRecipe(), new JsonOption());
        var recipe = new Argument<string>("RECIPE") { Description = "seat: the shipped generator, its data fetched. shapes: any folder of OBJ files, upright (y) and facing +z." };
        recipe.AcceptOnlyFromAmong("seat", "shapes");
        var data = new Option<string?>("--data") { HelpName = "DIR", Description = "Folder of OBJ files, searched with its subfolders; seat fetches its own without it." };
        var output = new Option<string?>("--output") { HelpName = "DIR", Description = "Folder for the ONNX files, generator.json and card.md [default: models/RECIPE]." };
        var resume = new Option<bool>("--resume") { Description = "Go on from the last checkpoint of the same recipe, data and seed." };
        var publicDomain = new Option<bool>("--cc0") { Description = "Of the seats only those in the public domain: nobody need be credited." };
        var evaluate = new Option<bool>("--evaluate") { Description = "Do not train: measure the generator in the output folder and write its card anew." };
        var seed = new Option<long>("--seed") { HelpName = "S", Description = "Seed of everything random: the same seed, data and number of threads give the same weights.", DefaultValueFactory = _ => preset.Seed };
        var steps = new CountOption("--steps", "N", "Training steps.", (int)preset.Plan.Steps);
        var starts = new CountOption("--measure-starts", "N", "Starts measured for sliders and for moves, and twice as many random ones; 0 measures reconstructions alone.", new EvaluationCounts().LineStarts, least: 0, most: 1000);
        var verb = new Verb("train", "Trains a generator and writes it with a card of its measured quality.", "rhumb train seat --seed 1 --output seat")
        {
            recipe, data, output, resume, publicDomain, evaluate, seed, steps, starts, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var name = parsed.GetRequiredValue(recipe);
            var (own, cc0) = (parsed.GetValue(data), parsed.GetValue(publicDomain));
            if (name == "shapes" && own is null)
                throw new UsageException("Which shapes? Give a folder of OBJ files with --data DIR, or train 'seat'.");
            if (own is not null && cc0)
                throw new UsageException("--cc0 chooses among the seats that Rhumb fetches; leave it out with --data.");
            var training = new ShapeRecipe { Seed = parsed.GetValue(seed), Plan = preset.Plan with { Steps = parsed.GetValue(steps) } };
            return RunAsync(new ShapeTrainingRequest
            {
                Name = cc0 ? $"{name}-cc0" : name,
                Data = own,
                PublicDomainOnly = cc0,
                Output = parsed.GetValue(output) ?? Path.Combine("models", cc0 ? $"{name}-cc0" : name),
                Resume = parsed.GetValue(resume),
                EvaluateOnly = parsed.GetValue(evaluate),
                Recipe = training,
                Counts = new EvaluationCounts { Starts = 2 * parsed.GetValue(starts), LineStarts = parsed.GetValue(starts), MoveStarts = parsed.GetValue(starts) },
                Cache = CacheFolder.Resolve(),
                Command = $"./rhumb train {name}{(own is null ? "" : " --data DIR")}{(cc0 ? " --cc0" : "")} --seed {training.Seed} --steps {training.Plan.Steps}",
            }, new Report(parsed.GetValue(json)), cancellation);
        });
        return verb;
    }

    private static async Task RunAsync(ShapeTrainingRequest request, Report report, CancellationToken cancellation)
    {
        var isNew = !Directory.Exists(request.Output);
        OutputFolder.Prepare(request.Output);
        var progress = new TrainingLines(TimeProvider.System);
        CardContent card;
        try
        {
            card = await new ShapeTraining(request, TimeProvider.System).RunAsync(progress, cancellation);
        }
        finally
        {
            progress.End();
            if (isNew)
                OutputFolder.RemoveIfEmpty(request.Output);
        }
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
}
