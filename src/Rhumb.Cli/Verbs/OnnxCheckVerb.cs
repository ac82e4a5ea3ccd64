using System.CommandLine;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.Cli.Options;
using Rhumb.Cli.Reports;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb onnx check</c>: what a derivative would be refused for, before one is built.</summary>
internal static class OnnxCheckVerb
{
    public static Command Create()
    {
        var model = new Argument<string>("MODEL.onnx") { Description = "The model to look through; nothing is run or written." };
        var wrt = new Option<string[]>("--wrt") { HelpName = "NAME", Description = "Input or initialiser to differentiate by; may be repeated; every input by default." };
        var of = new Option<string[]>("--of") { HelpName = "NAME", Description = "Output to differentiate; may be repeated; every output by default." };
        var json = new JsonOption();
        var verb = new Verb("check", "Lists every node that cannot be differentiated, why, and the way out; fails where there is one.", "rhumb onnx check model.onnx --wrt z")
        {
            model, wrt, of, json,
        };
        verb.SetAction(parsed => Run(parsed.GetRequiredValue(model), parsed.GetValue(wrt) ?? [], parsed.GetValue(of) ?? [], new Report(parsed.GetValue(json))));
        return verb;
    }

    private static int Run(string path, string[] wrt, string[] of, Report report)
    {
        var model = OnnxFile.Read(path);
        var refusals = Refusals.Of(model, wrt, of);
        report.Document(new { Model = path, model.Opset, Differentiable = refusals.Count == 0, Refusals = refusals });
        foreach (var refusal in refusals)
            report.Line(refusal.Reason);
        if (refusals.Count == 0)
        {
            report.Line($"{path}: every node on the way has a derivative.");
            return 0;
        }
        Failure.Write($"{path}: {refusals.Count} {(refusals.Count == 1 ? "node" : "nodes")} cannot be differentiated: {Names(refusals)}.");
        return 1;
    }

    private static string Names(IReadOnlyList<Refusal> refusals) => string.Join(", ", refusals.Select(refusal => refusal.Operator).Distinct(StringComparer.Ordinal));
}
