using System.CommandLine;
using System.Globalization;
using Rhumb.Autodiff;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.Media;
using Rhumb.Subspaces;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb directions</c>: the directions at a point along which the output changes most.</summary>
internal static class DirectionsVerb
{
    public static Command Create()
    {
        var (generator, seed, latent, json) = (new GeneratorArgument(), new SeedOption("the point, where no --latent is given, and of the estimator"), new LatentOption(), new JsonOption());
        var rank = new CountOption("--rank", "K", "How many directions.", preset: 8);
        var method = new ChoiceOption<SubspaceMethod>("--method", "How to compute them.", SubspaceMethod.Auto);
        var space = new SpaceOption(SpaceOption.OfFiles);
        var condition = new ConditionOption();
        var metric = new Option<string?>("--metric")
        {
            HelpName = "NAME",
            Description = "What counts as change. Shapes: logits of the field (the default), or occupancy, where only the surface counts. Images: reduced to a glance (the default), all pixels, or features of the classifier. Sounds: mel, levels as an ear tells them apart (the default), or the whole spectrum.",
        };
        var range = new ChoiceOption<RangeChoice>("--range", "How far t = ±1 goes: to the same measured change, to the same predicted one, or a fifth of the samples' mean distance.", RangeChoice.Measured);
        var output = new OutputOption("V.npy", "Also write the directions [K, d] to this file.");
        var verb = new Verb("directions", "Finds the directions at a point along which a small move changes the output most.", "rhumb directions seat --seed 3 --rank 5 --json")
        {
            generator, seed, latent, condition, rank, method, space, metric, range, output, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(generator), space.Typed(parsed), parsed.GetValue(metric), parsed.GetValue(seed), parsed.GetValue(latent), parsed.GetValue(condition), parsed.GetValue(output),
            new SubspaceRequest { Rank = parsed.GetValue(rank), Method = parsed.GetValue(method), Seed = parsed.GetValue(seed), Ranges = parsed.GetValue(range).Rule() },
            new Report(parsed.GetValue(json)), cancellation));
        return verb;
    }

    private static async Task RunAsync(
        string typed, WalkSpace? space, string? metric, long seed, string? latent, string[]? conditions, string? output, SubspaceRequest request, Report report, CancellationToken cancellation)
    {
        if (output is not null && !output.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Directions are written as .npy, not as '{Path.GetFileName(output)}'; change the extension of --output.");
        var found = GeneratorCatalogue.Shipped().Find(typed);
        using var generator = GeneratorKinds.Open(found, LatentFile.SpaceOf(latent, space, found.Manifest), metric);
        var point = ConditionOption.Apply(conditions, generator, latent is null ? generator.LatentSpace.Sample(seed) : LatentFile.ReadOne(latent, generator));
        var from = TimeProvider.System.GetTimestamp();
        var subspace = await FindAsync(generator, point, request, cancellation);
        var seconds = TimeProvider.System.GetElapsedTime(from).TotalSeconds;
        if (subspace.SingularValues.All(sigma => sigma == 0))
            throw new RhumbException($"The output of '{found.Manifest.Name}' does not change under small moves of the latent here, so no direction is recommended: take another point, or export the model without what rounds or cuts off; --method differences takes longer steps, and --method random gives directions all the same.");
        if (output is not null)
            NpyFile.Write(output, subspace.Directions);
        report.Document(new
        {
            subspace.Method,
            subspace.Rows,
            subspace.Residual,
            Seconds = seconds,
            subspace.SingularValues,
            subspace.Ranges,
            subspace.LowerRanges,
            Directions = Enumerable.Range(0, subspace.Rank).Select(row => subspace.Directions.Row(row).ToArray()),
        });
        report.Line($"{subspace.Method.ToString().ToLowerInvariant()}: {subspace.Rows} rows through the network in {seconds.ToString("0.00", CultureInfo.InvariantCulture)} s");
        report.Table([["DIRECTION", "SIGMA", "DOWN", "UP"], .. Enumerable.Range(0, subspace.Rank).Select(i => (string[])
            [$"{i + 1}", Number(subspace.SingularValues[i]), Number(subspace.LowerRanges[i]), Number(subspace.Ranges[i])])]);
    }

    // A network without derivatives can still be run.
    private static async Task<Subspace> FindAsync(IGenerator generator, Point point, SubspaceRequest request, CancellationToken cancellation)
    {
        try
        {
            return await SubspaceFinder.FindAsync(generator, point, request, cancellation);
        }
        catch (GraphException error) when (generator is IMetricSampler && !error.IsDefect)
        {
            throw new RhumbException($"{error.Message.TrimEnd('.')}; or take --method differences, which needs no derivatives.", error);
        }
    }

    private static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);
}
