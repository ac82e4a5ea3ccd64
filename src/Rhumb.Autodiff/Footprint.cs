using System.Globalization;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Autodiff;

/// <summary>
/// Bytes that a run of a derivative graph holds at once, about: <c>Fixed + K · PerVector</c> for K vectors. Counted are the tensors that are alive together, node
/// after node, weights included, before operators are written in their fastest forms; what kernels and those forms need for themselves comes on top.
/// </summary>
/// <param name="Fixed">Bytes of weights, of the model's own values and of coefficients.</param>
/// <param name="PerVector">Bytes of one vector's values.</param>
public sealed record Footprint(long Fixed, long PerVector)
{
    private const string FixedKey = "rhumb.bytes", VectorKey = "rhumb.bytes_per_vector";

    /// <summary>What the metadata of a derivative's model say, or null for a model that is none.</summary>
    public static Footprint? Of(Model model) =>
        model.Metadata.TryGetValue(FixedKey, out var all) && model.Metadata.TryGetValue(VectorKey, out var each)
        && long.TryParse(all, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && long.TryParse(each, NumberStyles.None, CultureInfo.InvariantCulture, out var vector)
            ? new Footprint(bytes, vector) : null;

    /// <summary>The most vectors that a run may take for its tensors to stay within <paramref name="bytes"/>; at least one.</summary>
    public long Vectors(long bytes) => PerVector == 0 ? long.MaxValue : Math.Max(1, (bytes - Fixed) / PerVector);

    /// <summary>The model with this written into its metadata.</summary>
    internal Model WriteTo(Model model) => model with
    {
        Metadata = new Dictionary<string, string>(model.Metadata, StringComparer.Ordinal)
        {
            [FixedKey] = Fixed.ToString(CultureInfo.InvariantCulture), [VectorKey] = PerVector.ToString(CultureInfo.InvariantCulture),
        },
    };

    /// <summary>Of a linear graph before it takes several vectors.</summary>
    internal static Footprint Of(LinearGraph graph)
    {
        var tangents = graph.Linear.SelectMany(node => node.Outputs).Concat(graph.Inputs).OfType<Value>().ToHashSet();
        var all = graph.Primal.Concat(graph.Linear).ToList();
        var weights = all.SelectMany(node => node.Reads()).Where(value => value.Constant is not null).Distinct().Sum(value => (long)value.Constant!.Bytes.Length);
        var kept = graph.Outputs.Where(output => !output.IsZero).Select(output => output.Value).ToHashSet();
        return new(weights + Peak(all, value => !tangents.Contains(value), kept), Peak(all, tangents.Contains, kept));
    }

    // Each value from the node that makes it to the last that reads it; what only gives a tensor another shape makes none.
    private static long Peak(List<Node> nodes, Func<Value, bool> counts, HashSet<Value> kept)
    {
        var root = new Dictionary<Value, Value>();
        Value Root(Value value) => root.GetValueOrDefault(value, value);
        var last = new Dictionary<Value, int>();
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i] is { Domain: "", OpType: "Reshape" or "Identity" or "Squeeze" or "Unsqueeze" or "Flatten" } alias)
                root[alias.Outputs[0]!] = Root(alias.Inputs[0]!);
            foreach (var read in nodes[i].Reads())
                last[Root(read)] = i;
        }
        foreach (var value in kept)
            last[Root(value)] = nodes.Count;
        var (alive, peak, present) = (0L, 0L, new HashSet<Value>());
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var made in nodes[i].Outputs.OfType<Value>().Where(value => !root.ContainsKey(value) && counts(value) && last.ContainsKey(value)))
                alive += present.Add(made) ? Bytes(made) : 0;
            peak = Math.Max(peak, alive);
            foreach (var dead in nodes[i].Reads().Select(Root).Where(value => last[value] == i && present.Remove(value)))
                alive -= Bytes(dead);
        }
        return peak;
    }

    private static long Bytes(Value value) => Shapes.Count(value.Shape) * Math.Max(1, value.ElementType.Size());
}
