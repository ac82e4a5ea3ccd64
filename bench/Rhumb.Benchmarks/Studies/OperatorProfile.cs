using System.Globalization;
using System.Text.Json;
using Rhumb.Autodiff.Graphs;
using Rhumb.Runtime;

namespace Rhumb.Benchmarks.Studies;

/// <summary>Where a graph's time goes, by operator, from the engine's own profile.</summary>
internal static class OperatorProfile
{
    // One run of one node: microseconds, multiply-adds (null where the profile does not tell), bytes read and written.
    private readonly record struct Entry(string Operator, double Time, double? Products, double Bytes);

    /// <summary>"74 % in products at 180 GFLOP/s, 92 % of the rate: Conv 70 % at 190 …; 26 % in passes over memory: Mul 12 % at 30 GB/s, …" of the second of two runs.</summary>
    public static string Of(Model model, Dictionary<string, Tensor> inputs, string folder, double rate)
    {
        var entries = Entries(model, inputs, folder);
        var total = entries.Sum(each => each.Time);
        var groups = entries.GroupBy(each => (each.Operator, each.Products is null)).Select(group => (group.Key.Operator, Time: group.Sum(each => each.Time), Entries: group.ToList()))
            .OrderByDescending(group => group.Time).ToList();
        var products = groups.Where(group => group.Entries[0].Products is not null).ToList();
        var (time, count) = (products.Sum(group => group.Time), products.Sum(group => group.Entries.Sum(each => each.Products!.Value)));
        string Share(double part) => string.Create(CultureInfo.InvariantCulture, $"{part / total:0 %}");
        string Flops(double multiplyAdds, double microseconds) => string.Create(CultureInfo.InvariantCulture, $"{2 * multiplyAdds / microseconds / 1e3:0}");
        var named = products.Where(group => group.Time >= 0.01 * total).Select(group => $"{group.Operator} {Share(group.Time)} at {Flops(group.Entries.Sum(each => each.Products!.Value), group.Time)}");
        var passes = groups.Except(products).Where(group => group.Time >= 0.015 * total).Take(6).Select(group =>
            string.Create(CultureInfo.InvariantCulture, $"{group.Operator} {Share(group.Time)} at {group.Entries.Sum(each => each.Bytes) / group.Time / 1e3:0} GB/s"));
        return $"{Share(time)} in products at {Flops(count, time)} GFLOP/s, {2e6 * count / time / rate:0 %} of the rate: {string.Join(", ", named)}; {Share(total - time)} elsewhere: {string.Join(", ", passes)}";
    }

    private static List<Entry> Entries(Model model, Dictionary<string, Tensor> inputs, string folder)
    {
        using var graph = CompiledGraph.Load(OnnxFile.Write(model), ExecutionDevice.Cpu with { ProfilePrefix = Path.Combine(folder, "profile") });
        for (var run = 0; run < 2; run++)
            foreach (var tensor in graph.Run(inputs).Values)
                tensor.Dispose();
        var path = graph.EndProfile();
        using var trace = JsonDocument.Parse(File.ReadAllBytes(path));
        File.Delete(path);
        var nodes = trace.RootElement.EnumerateArray()
            .Where(entry => entry.GetProperty("cat").GetString() == "Node" && entry.GetProperty("name").GetString()!.EndsWith("_kernel_time", StringComparison.Ordinal)).Select(Of).ToList();
        return nodes.GetRange(nodes.Count / 2, nodes.Count - (nodes.Count / 2));
    }

    private static Entry Of(JsonElement entry)
    {
        var arguments = entry.GetProperty("args");
        var (name, read, written) = (arguments.GetProperty("op_name").GetString()!, ShapesOf(arguments, "input_type_shape"), ShapesOf(arguments, "output_type_shape"));
        var three = name == "Conv" && written[0].Length == 5;
        return new Entry(three ? "Conv in 3-D" : name, entry.GetProperty("dur").GetInt64(), Products(name, read, written), 4.0 * read.Concat(written).Sum(shape => Shapes.Count(shape)));
    }

    private static List<long[]> ShapesOf(JsonElement arguments, string property) => !arguments.TryGetProperty(property, out var shapes) ? [] :
        [.. shapes.EnumerateArray().SelectMany(each => each.EnumerateObject()).Select(each => each.Value.EnumerateArray().Select(length => length.GetInt64()).ToArray())];

    // Weights that the engine keeps in a layout of its own are missing among the operands; a bias is then the second.
    private static double? Products(string name, List<long[]> read, List<long[]> written)
    {
        double Count(long[] shape) => Shapes.Count(shape);
        return name switch
        {
            "Conv" or "FusedConv" when read.Count > 1 && read[1].Length > 2 => Count(written[0]) * Count(read[1]) / read[1][0],
            "ConvTranspose" when read.Count > 1 && read[1].Length > 2 => Count(read[0]) * Count(read[1]) / read[1][0],
            "MatMul" or "FusedMatMul" or "Gemm" when read[0].Length > 1 && written[0].Length > 1 => Count(written[0]) * (read[0][^2] == written[0][^2] ? read[0][^1] : read[0][^2]),
            _ => null,
        };
    }
}
