using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Cli;

namespace Rhumb.Fuzz;

/// <summary>A damaged model given to the verbs that read a user's file: each ends in success, or in one sentence and an exit code that is not 0.</summary>
internal static class VerbCase
{
    private static readonly string[][] Verbs = [["models", "inspect"], ["onnx", "check"], ["onnx", "jvp"], ["onnx", "vjp"], ["onnx", "hvp"]];

    public static async Task<string> RunAsync(byte[] file, Action<string> stage)
    {
        var folder = Directory.CreateTempSubdirectory("rhumb-fuzz");
        try
        {
            var (model, output) = (Path.Combine(folder.FullName, "model.onnx"), Path.Combine(folder.FullName, "out.onnx"));
            await File.WriteAllBytesAsync(model, file);
            var (input, result) = Names(file);
            var refused = 0;
            foreach (var verb in Verbs)
            {
                stage(string.Join(' ', verb));
                string[] more = verb[0] == "onnx" && verb[1] != "check" ? ["--wrt", input, "--of", result, "--output", output] : [];
                refused += await RunAsync([.. verb, model, .. more]);
            }
            return refused == Verbs.Length ? "refused by every verb" : refused > 0 ? "refused by some verbs" : "accepted by every verb";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<int> RunAsync(string[] args)
    {
        var (told, errors) = (new StringWriter(), new StringWriter());
        Console.SetOut(told);
        Console.SetError(errors);
        var code = await CommandLine.RunAsync(args);
        var sentence = errors.ToString().TrimEnd();
        var verb = string.Join(' ', args.Take(2));
        if (code == 0)
            return sentence.Length == 0 ? 0 : throw new InvalidOperationException($"{verb} ended well and complained: {sentence}");
        if (!sentence.StartsWith("rhumb: ", StringComparison.Ordinal) || sentence.Contains('\n') || sentence.Contains("inside Rhumb", StringComparison.Ordinal))
            throw new InvalidOperationException($"{verb} ended with {code} and told: {sentence}");
        return 1;
    }

    // What a person would name: the first input and output.
    private static (string Input, string Output) Names(byte[] file)
    {
        try
        {
            var graph = OnnxFile.Read(file, Path.GetTempPath()).Graph;
            return (graph.Inputs.Select(input => input.Name).FirstOrDefault(name => name.Length > 0) ?? "x", graph.Outputs.Select(output => output.Name).FirstOrDefault() ?? "y");
        }
        catch (GraphException)
        {
            return ("x", "y");
        }
    }
}
