using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Benchmarks.Studies;

/// <summary>Where a graph's time goes, by operator, from the engine's own profile.</summary>
internal static class OperatorProfile
{
    /// <summary>"Conv 61 %, Mul 12 %, …" of the second of two runs.</summary>
    public static string Of(Model model, Dictionary<string, Tensor> inputs, string folder)
    {
        var times = Times(model, inputs, folder).GroupBy(node => node.Operator).Select(group => (Operator: group.Key, Time: group.Sum(node => node.Time))).OrderByDescending(each => each.Time).ToList();
        var total = times.Sum(each => each.Time);
        return string.Join(", ", times.Take(6).Select(each => $"{each.Operator} {each.Time / total:0 %}"));
    }

    private static List<(string Operator, double Time)> Times(Model model, Dictionary<string, Tensor> inputs, string folder)
    {
        using var graph = CompiledGraph.Load(OnnxFile.Write(model), ExecutionDevice.Cpu with { ProfilePrefix = Path.Combine(folder, "profile") });
        for (var run = 0; run < 2; run++)
            foreach (var tensor in graph.Run(inputs).Values)
                tensor.Dispose();
        var path = graph.EndProfile();
        using var trace = JsonDocument.Parse(File.ReadAllBytes(path));
        File.Delete(path);
        var nodes = trace.RootElement.EnumerateArray()
            .Where(entry => entry.GetProperty("cat").GetString() == "Node" && entry.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal))
            .Select(entry => (entry.GetProperty("args").GetProperty("op_name").GetString()!, (double)entry.GetProperty("dur").GetInt64())).ToList();
        return nodes.GetRange(nodes.Count / 2, nodes.Count - (nodes.Count / 2));
    }
}
