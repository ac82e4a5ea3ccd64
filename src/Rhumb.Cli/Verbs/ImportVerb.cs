using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.Generators.Importing;
using Rhumb.Generators.Shapes;
using Rhumb.Media;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb import</c>: from somebody's ONNX file to a generator with a manifest.</summary>
internal static class ImportVerb
{
    private const int Samples = 24, Columns = 6;

    public static Command Create()
    {
        var file = new Argument<string>("FILE.onnx") { Description = "The decoder or generator, exported to ONNX." };
        var json = new JsonOption();
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "Name of the generator [default: the file's]." };
        var output = new Option<string?>("--output") { HelpName = "DIR", Description = "Folder to write; it must not be there yet [default: NAME]." };
        var latent = new Option<string?>("--latent") { HelpName = "INPUT", Description = "Which input is the latent." };
        var prior = new PriorOption();
        var classes = new Option<string[]>("--classes") { HelpName = "INPUT=a,b,c", Description = "An input that chooses a class, and the names of the classes in the network's order; may be repeated." };
        var numbers = new Option<string[]>("--numbers") { HelpName = "INPUT=LOW,HIGH", Description = "An input that takes numbers to choose, for example a continuous code; may be repeated." };
        var picture = new Option<string[]>("--picture") { HelpName = "INPUT=LOW,HIGH", Description = "An input that takes a picture, and the values that are black and white; may be repeated." };
        var set = new Option<string[]>("--set") { HelpName = "INPUT=VALUE", Description = "Keep an input at one number, for example a truncation; may be repeated." };
        var of = new Option<string?>("--of") { HelpName = "OUTPUT", Description = "Which output is the image, the sound, or the field of a shape." };
        var points = new Option<string?>("--points") { HelpName = "INPUT", Description = "Shapes: which input holds the points." };
        var iso = new Option<double?>("--iso") { HelpName = "LEVEL", Description = "Shapes: the field on the surface." };
        var inside = new Option<string?>("--inside") { Description = "Shapes: whether the field is above that level inside, as occupancies are, or below, as distances are." };
        inside.AcceptOnlyFromAmong("above", "below");
        var bounds = new Option<string?>("--bounds") { HelpName = "LOW,HIGH", Description = "Shapes: faces of the cube that holds them." };
        var axes = new Option<string?>("--axes") { Description = "Where the channels are: nchw as PyTorch exports, nhwc as TensorFlow does." };
        axes.AcceptOnlyFromAmong("nchw", "nhwc");
        var range = new Option<string?>("--range") { HelpName = "LOW,HIGH", Description = "The values that are black and white; of spectrograms, the natural logarithms of magnitude that -1 and 1 stand for." };
        var rate = new OptionalCountOption("--rate", "HZ", "Sounds: samples a second.");
        var hop = new OptionalCountOption("--hop", "N", "Spectrograms: samples from one frame to the next [default: a quarter of the window].");
        var bins = new Option<string?>("--bins") { Description = "Spectrograms: whether frequencies come before frames (first) or behind them (last)." };
        bins.AcceptOnlyFromAmong("first", "last");
        var licence = new Option<string?>("--licence") { HelpName = "SPDX", Description = "Licence of the weights and of what they make, which exports name." };
        var verb = new Verb("import", "Makes a generator of an ONNX file: finds out what its inputs and output mean, and asks for the rest.", "rhumb import decoder.onnx --prior normal --output mine")
        {
            file, name, output, latent, prior, classes, numbers, picture, set, of, axes, range, rate, hop, bins, points, iso, inside, bounds, licence, json,
        };
        verb.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var title = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(path);
            var answers = new ImportAnswers
            {
                Name = title,
                Latent = parsed.GetValue(latent),
                Prior = parsed.GetValue(prior),
                Classes = Pairs(parsed.GetValue(classes), "--classes").ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)pair.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), StringComparer.Ordinal),
                Numbers = Pairs(parsed.GetValue(numbers), "--numbers").ToDictionary(pair => pair.Key, pair => Limits(pair.Value, "--numbers"), StringComparer.Ordinal),
                Pictures = Pairs(parsed.GetValue(picture), "--picture").ToDictionary(pair => pair.Key, pair => Range(pair.Value, "--picture")!.Value, StringComparer.Ordinal),
                Fixed = Pairs(parsed.GetValue(set), "--set").ToDictionary(pair => pair.Key, pair => Number(pair.Value, "--set"), StringComparer.Ordinal),
                Output = parsed.GetValue(of),
                Axes = parsed.GetValue(axes) switch { "nchw" => ImageAxes.ChannelsFirst, "nhwc" => ImageAxes.ChannelsLast, _ => null },
                Range = Range(parsed.GetValue(range), "--range"),
                SampleRate = parsed.GetValue(rate),
                Hop = parsed.GetValue(hop),
                BinsFirst = parsed.GetValue(bins) switch { "first" => true, "last" => false, _ => null },
                Points = parsed.GetValue(points),
                IsoLevel = (float?)parsed.GetValue(iso),
                IsInsideNegative = parsed.GetValue(inside) switch { "above" => false, "below" => true, _ => null },
                Bounds = Range(parsed.GetValue(bounds), "--bounds"),
                Licence = parsed.GetValue(licence) ?? new ImportAnswers().Licence,
            };
            return RunAsync(path, parsed.GetValue(output) ?? title, answers, [.. parsed.Tokens.Select(token => token.Value)], new Report(parsed.GetValue(json)), cancellation);
        });
        return verb;
    }

    private static async Task<int> RunAsync(string path, string output, ImportAnswers answers, string[] typed, Report report, CancellationToken cancellation)
    {
        ImportResult result;
        try
        {
            result = await ModelImporter.ImportAsync(path, output, answers, cancellation);
        }
        catch (ImportException open) when (!report.IsJson && !Console.IsInputRedirected && !Console.IsOutputRedirected)
        {
            return await AskAsync(open, typed, cancellation);
        }
        var manifest = result.Folder.Manifest;
        var sheet = await WriteSheetAsync(result.Folder, cancellation);
        report.Document(new { result.Folder.Folder, Samples = sheet, Manifest = manifest, result.Notes });
        foreach (var note in result.Notes)
            report.Line(note);
        // The studio has no view of sounds yet.
        var (sense, next) = manifest.Sound is null ? ("look at", $"studio {output}") : ("listen to", $"directions {output} --seed 1 --rank 5");
        report.Line($"{result.Folder.Folder} holds the generator and {Path.GetFileName(sheet)}: {sense} it. Then: rhumb {next}");
        return 0;
    }

    /// <summary>Samples in one picture, or in one sound one after another; returns the file's path.</summary>
    private static async Task<string> WriteSheetAsync(GeneratorFolder folder, CancellationToken cancellation)
    {
        using var generator = GeneratorKinds.Open(folder);
        var outputs = await generator.GenerateAsync([.. Enumerable.Range(0, Samples).Select(i => generator.LatentSpace.Sample(0, i))], Detail.Full, cancellation);
        var path = Path.Combine(folder.Folder, folder.Manifest.Sound is null ? "samples.png" : "samples.wav");
        if (folder.Manifest.Sound is { } sound)
        {
            var pause = new float[sound.SampleRate / 5];
            WavFile.Write(path, new Waveform(sound.SampleRate, 1, [.. outputs.OfType<SoundOutput>().SelectMany(output => output.Samples.Concat(pause))]));
            return path;
        }
        PngFile.Write(path, ContactSheet.Compose([.. outputs.Select(output => Thumbnail.Of(output, folder.Manifest))], Columns));
        return path;
    }

    /// <summary>A person at a terminal answers with the missing options, and the command goes on with them.</summary>
    private static async Task<int> AskAsync(ImportException open, string[] typed, CancellationToken cancellation)
    {
        foreach (var question in open.Questions)
        {
            Console.Out.WriteLine($"{char.ToUpperInvariant(question.Text[0])}{question.Text[1..]}.");
            Console.Out.Write($"{question.Option}: ");
            var answer = await Console.In.ReadLineAsync(cancellation);
            if (string.IsNullOrWhiteSpace(answer))
                throw open;
            // "--latent z" and "z" both answer "--latent NAME".
            var option = question.Option.Split(' ')[0];
            typed = [.. typed, .. CommandLineParser.SplitCommandLine(answer.TrimStart().StartsWith("--", StringComparison.Ordinal) ? answer : $"{option} {answer}")];
        }
        return await CommandLine.RunAsync(typed);
    }

    private static IEnumerable<KeyValuePair<string, string>> Pairs(string[]? typed, string option) => (typed ?? []).Select(each => each.IndexOf('=', StringComparison.Ordinal) is var at and > 0
        ? KeyValuePair.Create(each[..at], each[(at + 1)..])
        : throw new UsageException($"{option} takes INPUT=…, not '{each}'."));

    private static (float Low, float High)? Range(string? typed, string option) => typed is null ? null : Limits(typed, option) is var (low, high) ? ((float)low, (float)high) : null;

    private static (double Low, double High) Limits(string typed, string option)
    {
        var parts = typed.Split(',');
        return parts.Length == 2 && Number(parts[0], option) is var low && Number(parts[1], option) is var high && low < high
            ? (low, high)
            : throw new UsageException($"{option} takes LOW,HIGH with LOW below HIGH, for example -1,1, not '{typed}'.");
    }

    private static double Number(string typed, string option) => double.TryParse(typed, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
        ? number
        : throw new UsageException($"{option} takes a number, not '{typed}'.");
}
