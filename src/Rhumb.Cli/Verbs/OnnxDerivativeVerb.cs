using System.CommandLine;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;
using Rhumb.Generators;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb onnx jvp</c>, <c>vjp</c> and <c>hvp</c>: one command for three products.</summary>
internal static class OnnxDerivativeVerb
{
    public static Command Jvp() => Create(
        "jvp", "Adds J·v: an input <wrt>_tangent for each --wrt and an output <of>_tangent for each --of.", Autodiff.Jvp.Build);

    public static Command Vjp() => Create(
        "vjp", "Adds the transpose product Jᵀ·u: an input <of>_cotangent for each --of and an output <wrt>_cotangent for each --wrt.", Autodiff.Vjp.Build);

    public static Command Hvp() => Create(
        "hvp", "Adds the Hessian-vector product H·v of a scalar output: an input <wrt>_tangent and an output <wrt>_hvp for each --wrt.", Autodiff.Hvp.Build, "s");

    private static Verb Create(string name, string description, Func<Model, DerivativeRequest, GraphProbe, Model> build, string result = "x")
    {
        var model = new Argument<string>("MODEL.onnx") { Description = "The model to differentiate; its own inputs and outputs stay." };
        var wrt = new Option<string[]>("--wrt") { HelpName = "NAME", Description = "Input or initialiser to differentiate by; may be repeated.", Required = true };
        var of = new Option<string[]>("--of") { HelpName = "NAME", Description = "Output to differentiate; may be repeated.", Required = true };
        var batch = new CountOption("--batch", "B", "Points at which one run takes the derivative.", preset: 1);
        var vectors = new Option<int?>("--vectors") { HelpName = "K", Description = "Vectors a run takes, the leading axis of tangents and cotangents; free by default." };
        vectors.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var typed }] && int.TryParse(typed, out var number) && number < 1)
                result.AddError($"--vectors is a whole number from 1 on, not {typed}.");
        });
        var shape = new Option<string[]>("--shape") { HelpName = "NAME=N,N,…", Description = "Shape of an input with free axes beside the batch; may be repeated." };
        var output = new OutputOption("OUT.onnx", "The file to write.") { Required = true };
        var json = new JsonOption();
        var verb = new Verb(name, description, $"rhumb onnx {name} model.onnx --wrt z --of {result} --output {name}.onnx")
        {
            model, wrt, of, batch, vectors, shape, output, json,
        };
        verb.SetAction(parsed =>
        {
            var request = new DerivativeRequest
            {
                WithRespectTo = parsed.GetRequiredValue(wrt),
                Of = parsed.GetRequiredValue(of),
                Batch = parsed.GetValue(batch),
                Vectors = parsed.GetValue(vectors),
                Shapes = (parsed.GetValue(shape) ?? []).Select(ParseShape).ToDictionary(pair => pair.Name, pair => pair.Shape, StringComparer.Ordinal),
            };
            Run(parsed.GetRequiredValue(model), request, build, parsed.GetRequiredValue(output), new Report(parsed.GetValue(json)));
        });
        return verb;
    }

    private static void Run(string path, DerivativeRequest request, Func<Model, DerivativeRequest, GraphProbe, Model> build, string output, Report report)
    {
        if (Path.GetFullPath(path) == Path.GetFullPath(output))
            throw new UsageException($"'{output}' is the model itself; write its derivative to another file.");
        var derivative = build(OnnxFile.Read(path), request, GraphRuntime.Probe);
        OnnxFile.Write(derivative, output);
        var footprint = Footprint.Of(derivative);
        report.Document(new
        {
            Output = output,
            Inputs = derivative.Graph.Inputs.Select(Describe),
            Outputs = derivative.Graph.Outputs.Select(Describe),
            Nodes = derivative.Graph.Nodes.Count,
            Memory = footprint is null ? null : new { Bytes = footprint.Fixed, BytesPerVector = footprint.PerVector },
        });
        report.Line($"{output}: {derivative.Graph.Nodes.Count} nodes");
        foreach (var input in derivative.Graph.Inputs)
            report.Line($"  in   {input}");
        foreach (var result in derivative.Graph.Outputs)
            report.Line($"  out  {result}");
        if (footprint is not null)
            report.Line($"  tensors take about {footprint.Fixed / 1e6:N0} MB and {footprint.PerVector / 1e6:N1} MB for each of K vectors");
    }

    private static object Describe(Value value) => new { value.Name, Type = value.ElementType.ToString(), Shape = value.Dims?.Select(dim => dim.ToString()) };

    private static (string Name, long[] Shape) ParseShape(string typed)
    {
        var parts = typed.Split('=', 2);
        var lengths = parts.Length < 2 ? [] : parts[1].Split(',').Select(text => long.TryParse(text, out var length) ? length : 0).ToArray();
        if (lengths.Length == 0 || lengths.Any(length => length < 1))
            throw new UsageException($"--shape is NAME=N,N,… with positive lengths, for example points=2048,3, not '{typed}'.");
        return (parts[0], lengths);
    }
}
