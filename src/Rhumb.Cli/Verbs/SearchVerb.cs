using System.CommandLine;
using System.Globalization;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.Media;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Lines;
using Rhumb.Search.Oracles;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb search</c>: the method's automatic half, a score in a person's place.</summary>
internal static class SearchVerb
{
    private enum Method
    {
        Lines,
        Local,
        Gradient,
        Random,
    }

    public static Command Create()
    {
        var (generator, seed, json) = (new GeneratorArgument(), new SeedOption("the start and of the search"), new JsonOption());
        var start = new LatentOption { Description = "Start here instead of at a random point: an .npy of shape [d], or anything that Rhumb exported." };
        var score = new Option<string>("--score") { HelpName = "SPEC", Required = true, Description = "What to maximise: of shapes volume, or iou:FILE for likeness to an OBJ, an export or voxels [n, n, n] in an .npy; of images and sounds class:NAME, how sure the generator's classifier is (class:ATTRIBUTE=VALUE where it judges several attributes); of all SCORE.onnx." };
        var minimize = new Option<bool>("--minimize") { Description = "Look for the lowest score instead." };
        var method = new ChoiceOption<Method>("--method", "lines along recommended directions, halving local lines, gradient ascent, or random lines (the baseline).", Method.Lines);
        var positions = new CountOption("--positions", "N", "Positions looked at on a line, its centre always among them.", preset: 41, least: 2, most: 10_001);
        var sliders = new CountOption("--sliders", "L", "Sliders moved at once (lines and random).", preset: 1, most: 8);
        var batch = new CountOption("--batch", "B", "Outputs decoded and scored together.", preset: 16, most: 4096);
        var budget = new CountOption("--budget", "K", "Sliders shown before it ends; a gradient step counts as one.", preset: 20);
        var detail = new ChoiceOption<Detail>("--detail", "How finely outputs are decoded for the score.", Detail.Draft);
        var (space, condition) = (new SpaceOption(SpaceOption.OfFiles), new ConditionOption());
        var output = new OutputOption("DIR", "Folder for best.npy, the best output itself, and trace.csv.") { Required = true };
        var verb = new Verb("search", "Searches for the output with the best score.", "rhumb search seat --score volume --method lines --budget 20 --seed 1 --output found")
        {
            generator, score, minimize, method, positions, sliders, batch, budget, seed, start, condition, space, detail, output, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            new Request(
                parsed.GetRequiredValue(generator), space.Typed(parsed), parsed.GetRequiredValue(score), parsed.GetValue(minimize), parsed.GetValue(method), parsed.GetValue(positions),
                parsed.GetValue(sliders), parsed.GetValue(batch), parsed.GetValue(budget), parsed.GetValue(seed), parsed.GetValue(start), parsed.GetValue(condition), parsed.GetValue(detail),
                parsed.GetRequiredValue(output)),
            new Report(parsed.GetValue(json)), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(Request request, Report report, CancellationToken cancellation)
    {
        var found = GeneratorCatalogue.Shipped().Find(request.Generator);
        using var generator = GeneratorKinds.Open(found, LatentFile.SpaceOf(request.Start, request.Space, found.Manifest));
        var start = ConditionOption.Apply(request.Conditions, generator, request.Start is { } file ? LatentFile.ReadOne(file, generator) : generator.LatentSpace.Sample(request.Seed));
        var asked = await ScoreSpec.OpenAsync(request.Score, generator, cancellation);
        using var ownedScorer = asked as IDisposable;
        IScorer scorer = request.Minimize ? new NegatedScorer(asked) : asked;
        var folder = OutputFolder.Prepare(request.Output);

        var gradient = request.Method == Method.Gradient ? ScoreGradients.Of(generator, scorer, request.Detail, request.Batch) : null;
        using var ownedGradient = gradient as IDisposable;
        var oracle = new ScorerOracle(generator, scorer, request.Detail, request.Batch, gradient);
        var from = TimeProvider.System.GetTimestamp();
        var loop = new SearchLoop(SearcherOf(request), oracle, generator, new SearchBudget(Sliders: request.Budget), () => TimeProvider.System.GetElapsedTime(from));
        var best = new BestSoFar(Path.Combine(folder, "best.npy"), generator.LatentSpace);
        var result = await Progress.RunAsync($"Searching by {request.Method.ToString().ToLowerInvariant()}", request.Budget,
            progress => loop.RunAsync(start, new Rows(row =>
            {
                best.See(row);
                progress(row.Sliders);
            }), cancellation));

        var sign = request.Minimize ? -1 : 1;
        NpyFile.Write(best.Path, generator.LatentSpace.Flatten(result.Best), generator.LatentSpace.Dimension);
        var trace = Path.Combine(folder, "trace.csv");
        AtomicFile.Write(trace, System.Text.Encoding.ASCII.GetBytes(string.Join('\n', TraceCsv.Lines(result.Trace, request.Minimize)) + "\n"));
        // The search may have been stopped; its best is decoded all the same.
        var shown = Path.Combine(folder, "best" + OutputFile.Formats(found.Manifest.Kind)[0]);
        var made = await generator.GenerateAsync([result.Best], Detail.Full, CancellationToken.None);
        OutputFile.Write(shown, made[0], found.Manifest, Recipe.Of(found.Manifest, result.Best, request.Seed, [start]), up: null);

        report.Document(new
        {
            Score = asked.Name,
            Initial = sign * result.InitialScore,
            Best = sign * result.BestScore,
            Reason = result.Reason.ToString(),
            result.Message,
            Latent = best.Path,
            Output = shown,
            Trace = trace,
        });
        report.Line($"{asked.Name}: {Number(sign * result.InitialScore)} at the start, {Number(sign * result.BestScore)} at best. {result.Message}");
        report.Line($"{best.Path}, {shown}, {trace}");
        return result.Reason == StopReason.Cancelled ? 1 : 0;
    }

    private static ISearcher SearcherOf(Request request) => request.Method switch
    {
        Method.Lines => SubspaceLineSearch.Wide(request.Seed, request.Positions, request.Sliders),
        Method.Local => new LocalLineSearch(request.Seed),
        Method.Gradient => new GradientAscent(),
        _ => new RandomLineSearch(request.Seed, request.Positions, request.Sliders),
    };

    private static string Number(double? value) => value?.ToString("G5", CultureInfo.InvariantCulture) ?? "unknown";

    private sealed record Request(
        string Generator, WalkSpace? Space, string Score, bool Minimize, Method Method, int Positions, int Sliders, int Batch, int Budget, long Seed, string? Start,
        string[]? Conditions, Detail Detail, string Output);

    /// <summary>Calls back at once and in order, unlike <see cref="Progress{T}"/>, which posts to other threads.</summary>
    private sealed class Rows(Action<TraceRow> see) : IProgress<TraceRow>
    {
        public void Report(TraceRow value) => see(value);
    }

    /// <summary>Keeps the best latent on the disk from the first improvement on, so that not even a kill loses it.</summary>
    private sealed class BestSoFar(string path, LatentSpace space)
    {
        private double _best = double.NegativeInfinity;

        public string Path => path;

        public void See(TraceRow row)
        {
            if (row.Score is not { } score || score <= _best)
                return;
            _best = score;
            NpyFile.Write(path, space.Flatten(row.Chosen), space.Dimension);
        }
    }
}
