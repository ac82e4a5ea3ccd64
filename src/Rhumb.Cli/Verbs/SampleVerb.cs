using System.CommandLine;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Pixels;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb sample</c>: random points of the prior, decoded to files.</summary>
internal static class SampleVerb
{
    public static Command Create()
    {
        var (generator, seed, json) = (new GeneratorArgument(), new SeedOption("the points: point number i is the same whatever --count is"), new JsonOption());
        var space = new SpaceOption();
        var count = new CountOption("--count", "N", "How many points.", preset: 1);
        var output = new OutputOption("DIR", "Folder for the outputs, 0000.glb, 0000.png or 0000.wav and so on, and their latents, latents.npy.") { Required = true };
        var condition = new ConditionOption();
        var format = new Option<string?>("--format") { HelpName = "EXT", Description = "File format: glb (the default), obj, stl or npy for shapes; png (the default) or npy for images; wav (the default) or npy for sounds." };
        var detail = new ChoiceOption<Detail>("--detail", "How finely to decode.", Detail.Full);
        var sheet = new Option<bool>("--sheet") { Description = "Also a contact sheet of all, sheet.png: images, shapes as they are drawn, sounds as spectrograms." };
        var verb = new Verb("sample", "Draws random points and writes what the generator makes of them.", "rhumb sample seat --count 10 --seed 1 --output seats")
        {
            generator, count, seed, condition, space, output, format, detail, sheet, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(generator), parsed.GetValue(space), parsed.GetValue(count), parsed.GetValue(seed), parsed.GetRequiredValue(output),
            parsed.GetValue(format), parsed.GetValue(condition), parsed.GetValue(detail), parsed.GetValue(sheet), new Report(parsed.GetValue(json)), cancellation));
        return verb;
    }

    private static async Task RunAsync(
        string typed, WalkSpace space, int count, long seed, string output, string? format, string[]? conditions, Detail detail, bool withSheet, Report report, CancellationToken cancellation)
    {
        var found = GeneratorCatalogue.Shipped().Find(typed);
        var extension = format is null ? OutputFile.Formats(found.Manifest.Kind)[0] : $".{format.TrimStart('.')}";
        OutputFile.CheckFormat(extension, found.Manifest);
        using var generator = GeneratorKinds.Open(found, space);
        var folder = OutputFolder.Prepare(output);
        var latents = new RowMatrix(count, generator.LatentSpace.Dimension);
        var tiles = new List<RgbaImage>();
        var files = await Progress.RunAsync("Sampling", count, async progress =>
        {
            var written = new List<string>();
            for (var i = 0; i < count; i++)
            {
                var point = ConditionOption.Apply(conditions, generator, generator.LatentSpace.Sample(seed, i));
                generator.LatentSpace.Flatten(point).CopyTo(latents.Row(i));
                var file = Path.Combine(folder, $"{i:0000}{extension}");
                var made = await generator.GenerateAsync([point], detail, cancellation);
                OutputFile.Write(file, made[0], generator.Manifest, Recipe.Of(generator.Manifest, point, seed), up: null);
                if (withSheet)
                    tiles.Add(Thumbnail.Of(made[0], generator.Manifest));
                written.Add(file);
                progress(i + 1);
            }
            return written;
        });
        var latentsFile = Path.Combine(folder, "latents.npy");
        NpyFile.Write(latentsFile, latents);
        var sheet = withSheet ? Path.Combine(folder, "sheet.png") : null;
        if (sheet is not null)
            PngFile.Write(sheet, ContactSheet.Compose(tiles, ContactSheet.SquareColumns(count)));
        report.Document(new { Generator = generator.Manifest.Name, Seed = seed, Files = files, Latents = latentsFile, Sheet = sheet });
        report.Line($"{count} written to {folder}");
    }
}
