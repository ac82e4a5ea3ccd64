using System.CommandLine;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;
using Rhumb.Media;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb decode</c>: what a generator makes of given points.</summary>
internal static class DecodeVerb
{
    public static Command Create()
    {
        var (generator, latent, json) = (new GeneratorArgument(), new LatentOption { Required = true }, new JsonOption());
        var (space, condition) = (new SpaceOption(SpaceOption.OfFiles), new ConditionOption());
        var output = new OutputOption("FILE", "File to write: .glb, .obj or .stl for shapes, .png for images, .wav for sounds, .npy for the solid, image or sound as an array. Of b latents, number i goes to FILE-i.") { Required = true };
        var up = new Option<UpAxis?>("--up") { HelpName = "y|z", Description = "The axis that points up in the file; by default the format's habit." };
        var detail = new ChoiceOption<Detail>("--detail", "How finely to decode.", Detail.Export);
        var verb = new Verb("decode", "Writes what a generator makes of a latent point.", "rhumb decode seat --latent z.npy --output seat.glb")
        {
            generator, latent, condition, space, output, up, detail, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            parsed.GetRequiredValue(generator), space.Typed(parsed), parsed.GetRequiredValue(latent), parsed.GetValue(condition), parsed.GetRequiredValue(output), parsed.GetValue(up),
            parsed.GetValue(detail), new Report(parsed.GetValue(json)), cancellation));
        return verb;
    }

    private static async Task RunAsync(
        string typed, WalkSpace? space, string latent, string[]? conditions, string output, UpAxis? up, Detail detail, Report report, CancellationToken cancellation)
    {
        var found = GeneratorCatalogue.Shipped().Find(typed);
        OutputFile.CheckFormat(output, found.Manifest, up);
        using var generator = GeneratorKinds.Open(found, LatentFile.SpaceOf(latent, space, found.Manifest));
        var points = LatentFile.Read(latent, generator).Select(point => ConditionOption.Apply(conditions, generator, point)).ToArray();
        var files = await Progress.RunAsync("Decoding", points.Length, async progress =>
        {
            var written = new List<string>();
            foreach (var point in points)
            {
                var file = points.Length == 1 ? output : Numbered(output, written.Count);
                var made = await generator.GenerateAsync([point], detail, cancellation);
                OutputFile.Write(file, made[0], found.Manifest, Recipe.Of(found.Manifest, point), up);
                written.Add(file);
                progress(written.Count);
            }
            return written;
        });
        report.Document(new { Generator = found.Manifest.Name, Files = files });
        foreach (var file in files)
            report.Line(file);
    }

    private static string Numbered(string path, int index) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}-{index}{Path.GetExtension(path)}");
}
