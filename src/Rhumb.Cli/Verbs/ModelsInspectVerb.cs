using System.CommandLine;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb models inspect</c>: what a generator or an ONNX file holds, and which of its operators have no derivative yet.</summary>
internal static class ModelsInspectVerb
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "An ONNX file, a generator.json, its folder, or a shipped name." };
        var json = new JsonOption();
        var verb = new Verb("inspect", "Shows what a generator or an ONNX file holds; lists operators not yet supported.", "rhumb models inspect seat") { path, json };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(path), new Report(parsed.GetValue(json))));
        return verb;
    }

    private static void Run(string path, Report report)
    {
        if (path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            var only = Inspect(path);
            report.Document(new { Files = new[] { only } });
            Print(report, only);
            return;
        }
        var found = GeneratorCatalogue.Shipped().Find(path);
        var manifest = found.Manifest;
        var inspected = manifest.Files.All.Select(file => Inspect(found.PathOf(file))).ToArray();
        report.Document(new { Manifest = manifest, Files = inspected });
        report.Line($"{manifest.Name}: {manifest.Kind.ToString().ToLowerInvariant()}, licence {manifest.Licence}");
        foreach (var block in manifest.Latent)
            report.Line($"  latent {block.Name} [{string.Join(", ", block.Shape)}] ~ {Describe(block.Prior)}");
        if (manifest.Image is { } image)
            report.Line($"  image {image.Width} × {image.Height}, {(image.Channels == 1 ? "grey" : "colour")}, {(image.Axes == ImageAxes.ChannelsFirst ? "nchw" : "nhwc")}, values {image.Low} to {image.High}");
        if (manifest.Sound is { } sound)
            report.Line($"  sound {sound.Samples} samples at {sound.SampleRate} Hz, {(sound.Spectrogram is { } spectral ? $"as a spectrogram of {spectral.Frames} frames × {spectral.Bins} bins" : "as a waveform")}");
        foreach (var condition in manifest.Conditions)
            report.Line($"  condition {condition.Name}: {condition.Range}");
        foreach (var file in inspected)
            Print(report, file);
    }

    private static string Describe(LatentPrior prior) => prior switch
    {
        NormalPrior normal => $"N(0, {normal.StandardDeviation}²)",
        UniformPrior uniform => $"U({uniform.Low}, {uniform.High})",
        SphericalPrior sphere => $"uniform on the sphere of radius {sphere.Radius}",
        _ => prior.ToString(),
    };

    private static InspectedModel Inspect(string path)
    {
        var model = OnnxFile.Read(path);
        var nodes = AllNodes(model.Graph).ToArray();
        var refusals = Refusals.Of(model, [], []);
        return new InspectedModel(
            path,
            model.Opset,
            [.. model.Graph.Inputs.Select(value => value.ToString())],
            [.. model.Graph.Outputs.Select(value => value.ToString())],
            nodes.Length,
            model.Graph.Initialisers().Sum(value => value.Constant!.Count),
            [.. refusals.Select(refusal => refusal.Operator).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            refusals);
    }

    private static IEnumerable<Node> AllNodes(Graph graph) => graph.Nodes.SelectMany(node => node.Attributes
        .SelectMany(attribute => attribute.Value is Graph one ? [one] : attribute.Value as Graph[] ?? [])
        .SelectMany(AllNodes).Prepend(node));

    private static void Print(Report report, InspectedModel model)
    {
        report.Line($"{model.File}: operator set {model.Opset}, {model.Nodes} nodes, {model.Parameters:N0} parameters");
        foreach (var input in model.Inputs)
            report.Line($"  in   {input}");
        foreach (var output in model.Outputs)
            report.Line($"  out  {output}");
        if (model.Refusals.Count == 0)
            report.Line("  every operator has a derivative");
        foreach (var refusal in model.Refusals)
            report.Line($"  no derivative: {refusal.Reason}");
    }

    private sealed record InspectedModel(
        string File, long Opset, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, int Nodes, long Parameters, IReadOnlyList<string> NotSupported,
        IReadOnlyList<Refusal> Refusals);
}
