using System.CommandLine;
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
        var latent = new Option<string[]>("--latent") { HelpName = "INPUT", Description = "Which input is the latent; where several are, repeat it, and they are walked as one." };
        var prior = new PriorOption();
        var classes = new Option<string[]>("--classes") { HelpName = "INPUT=a,b,c", Description = "An input that chooses a class, and the names of the classes in the network's order, or numbers as 24..84; may be repeated." };
        var numbers = new Option<string[]>("--numbers") { HelpName = "INPUT=LOW,HIGH", Description = "An input that takes numbers to choose, for example a continuous code; may be repeated." };
        var picture = new Option<string[]>("--picture") { HelpName = "INPUT=LOW,HIGH", Description = "An input that takes a picture, and the values that are black and white; may be repeated." };
        var set = new Option<string[]>("--set") { HelpName = "INPUT=VALUE", Description = "Keep an input at one number, for example a truncation; may be repeated." };
        var shape = new Option<string[]>("--shape") { HelpName = "INPUT=N,N,…", Description = "Lengths of an input's axes behind the batch, where the file leaves them free; may be repeated." };
        var of = new Option<string?>("--of") { HelpName = "OUTPUT", Description = "Which output is the image, the sound, or the field of a shape; MAGNITUDE,FREQUENCY makes one spectrogram of two." };
        var points = new Option<string?>("--points") { HelpName = "INPUT", Description = "Shapes: which input holds the points." };
        var iso = new Option<double?>("--iso") { HelpName = "LEVEL", Description = "Shapes: the field on the surface." };
        var inside = new Option<string?>("--inside") { Description = "Shapes: whether the field is above that level inside, as occupancies are, or below, as distances are." };
        inside.AcceptOnlyFromAmong("above", "below");
        var bounds = new Option<string?>("--bounds") { HelpName = "LOW,HIGH", Description = "Shapes: faces of the cube that holds them." };
        var axes = new Option<string?>("--axes") { Description = "Where the channels are: nchw as PyTorch exports, nhwc as TensorFlow does." };
        axes.AcceptOnlyFromAmong("nchw", "nhwc");
        var range = new Option<string?>("--range") { HelpName = "LOW,HIGH", Description = "The values that are black and white; of waveforms, full scale; of spectrograms, the natural logarithms of magnitude that -1 and 1 stand for." };
        var rate = new OptionalCountOption("--rate", "HZ", "Sounds: samples a second.");
        var hop = new OptionalCountOption("--hop", "N", "Spectrograms: samples from one frame to the next [default: a quarter of the window].");
        var bins = new Option<string?>("--bins") { Description = "Spectrograms: whether frequencies come before frames (first) or behind them (last)." };
        bins.AcceptOnlyFromAmong("first", "last");
        var licence = new Option<string?>("--licence") { HelpName = "SPDX", Description = "Licence of the weights and of what they make, which exports name." };
        var verb = new Verb("import", "Makes a generator of an ONNX file: finds out what its inputs and output mean, and asks for the rest.", "rhumb import decoder.onnx --prior normal --output mine")
        {
            file, name, output, latent, prior, classes, numbers, picture, set, shape, of, axes, range, rate, hop, bins, points, iso, inside, bounds, licence, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(verb, parsed, Read, new Report(parsed.GetValue(json)), cancellation));
        return verb;

        Typed Read(ParseResult parsed)
        {
            var path = parsed.GetRequiredValue(file);
            var title = parsed.GetValue(name) ?? Path.GetFileNameWithoutExtension(path);
            return new Typed(path, parsed.GetValue(output) ?? title, new ImportAnswers
            {
                Name = title,
                Latent = parsed.GetValue(latent)?.FirstOrDefault(),
                OtherLatents = parsed.GetValue(latent)?.Skip(1).ToArray() ?? [],
                Prior = parsed.GetValue(prior),
                Classes = Pairs(parsed.GetValue(classes), "--classes", Names),
                Numbers = Pairs(parsed.GetValue(numbers), "--numbers", Limits),
                Pictures = Pairs(parsed.GetValue(picture), "--picture", (each, option) => Range(each, option)!.Value),
                Fixed = Pairs(parsed.GetValue(set), "--set", Number),
                Shapes = Pairs(parsed.GetValue(shape), "--shape", Lengths),
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
            });
        }
    }

    private static async Task<int> RunAsync(Command verb, ParseResult parsed, Func<ParseResult, Typed> read, Report report, CancellationToken cancellation)
    {
        // The verb's own words; at questions, those before the answers.
        string[] options = [.. parsed.Tokens.Select(token => token.Value).SkipWhile(word => word != verb.Name).Skip(1)];
        var (answered, typed) = (options, read(parsed));
        ImportException? open = null;
        while (true)
        {
            try
            {
                return await ImportAsync(typed, report, cancellation);
            }
            catch (ImportException questions) when (!report.IsJson && !Console.IsInputRedirected && !Console.IsOutputRedirected)
            {
                (open, options) = (questions, answered);
            }
            catch (RhumbException wrong) when (open is not null)
            {
                // An answer does not fit the model, as the name of an input that there is not: the questions are asked again.
                Console.Out.WriteLine(wrong.Message);
            }
            answered = await new ImportDialogue(Console.In, Console.Out, Problem).AskAsync(open, options, cancellation);
            typed = read(verb.Parse(answered));
        }

        string? Problem(string[] words)
        {
            var result = verb.Parse(words);
            if (result.Errors.Count > 0)
                return result.Errors[0].Message;
            try
            {
                read(result);
                return null;
            }
            catch (UsageException error)
            {
                return error.Message;
            }
        }
    }

    private static async Task<int> ImportAsync(Typed typed, Report report, CancellationToken cancellation)
    {
        var sheet = "";
        var result = await ModelImporter.ImportAsync(typed.Path, typed.Output, typed.Answers, async (folder, stop) => sheet = await WriteSheetAsync(folder, stop), cancellation);
        var manifest = result.Folder.Manifest;
        report.Document(new { result.Folder.Folder, Samples = Path.Combine(result.Folder.Folder, sheet), Manifest = manifest, result.Notes });
        foreach (var note in result.Notes)
            report.Line(note);
        report.Line($"{result.Folder.Folder} holds the generator and {sheet}: {(manifest.Sound is null ? "look at" : "listen to")} it. Then: rhumb studio {typed.Output}");
        return 0;
    }

    /// <summary>Samples in one picture, or in one sound one after another; returns the file's name.</summary>
    private static async Task<string> WriteSheetAsync(GeneratorFolder folder, CancellationToken cancellation)
    {
        using var generator = GeneratorKinds.Open(folder);
        var outputs = await generator.GenerateAsync([.. Enumerable.Range(0, Samples).Select(i => generator.LatentSpace.Sample(0, i))], Detail.Full, cancellation);
        var name = folder.Manifest.Sound is null ? "samples.png" : "samples.wav";
        var path = Path.Combine(folder.Folder, name);
        if (folder.Manifest.Sound is { } sound)
        {
            var pause = new float[sound.SampleRate / 5];
            WavFile.Write(path, new Waveform(sound.SampleRate, 1, [.. outputs.OfType<SoundOutput>().SelectMany(output => output.Samples.Concat(pause))]));
            return name;
        }
        PngFile.Write(path, ContactSheet.Compose([.. outputs.Select(output => Thumbnail.Of(output, folder.Manifest))], Columns));
        return name;
    }

    private static Dictionary<string, T> Pairs<T>(string[]? typed, string option, Func<string, string, T> read)
    {
        var pairs = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var each in typed ?? [])
        {
            var at = each.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new UsageException($"{option} takes INPUT=…, not '{each}'.");
            if (!pairs.TryAdd(each[..at], read(each[(at + 1)..], option)))
                throw new UsageException($"{option} says '{each[..at]}' twice; say it once.");
        }
        return pairs;
    }

    private static IReadOnlyList<string> Names(string typed, string option) =>
        typed.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).SelectMany(Numbered).ToArray() is { Length: > 0 } names ? names
        : throw new UsageException($"{option} names no class; name each in the network's order, for example {option} label=cat,dog.");

    private static long[] Lengths(string typed, string option)
    {
        long[] lengths = [.. typed.Split(',').Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) ? length : 0)];
        return lengths.All(length => length > 0) ? lengths : throw new UsageException($"{option} takes positive lengths, for example {option} z=4,64,64, not '{typed}'.");
    }

    // "24..84" names the numbers from 24 to 84, as pitches are.
    private static IEnumerable<string> Numbered(string name) =>
        name.Split("..") is [var from, var to] && int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var low) && int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var high)
        && low < high && high - low < 1 << 16
            ? Enumerable.Range(low, high - low + 1).Select(i => i.ToString(CultureInfo.InvariantCulture)) : [name];

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

    /// <summary>What was typed, understood.</summary>
    private sealed record Typed(string Path, string Output, ImportAnswers Answers);
}
