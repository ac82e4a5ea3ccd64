using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Random nodes become constants drawn by us from a seed, so that a derivative is that of one definite function.</summary>
internal static class RandomNodes
{
    public static Graph Freeze(Graph graph, Func<Value, Specialise.Fact> factOf, ulong seed)
    {
        var rewriter = new Rewriter();
        var nodes = new List<Node>();
        var index = 0UL;
        foreach (var node in graph.Nodes)
        {
            if (node.Domain.Length > 0 || Draw(node) is not { } draw)
            {
                nodes.Add(rewriter.Of(node));
                continue;
            }
            var output = node.Outputs[0]!;
            var (type, shape) = factOf(output);
            var stream = new Stream(seed ^ (0x9E3779B97F4A7C15UL * ++index));
            var values = new double[Shapes.Count(shape)];
            for (var i = 0; i < values.Length; i++)
                values[i] = draw(stream);
            var data = type == ElementType.Double ? TensorData.Of<double>(values, shape) : TensorData.Of<float>(Array.ConvertAll(values, value => (float)value), shape);
            rewriter.Replace(output, new Value(output.Name, data.ElementType, [.. shape.Select(length => (Dim)length)], data));
        }
        return graph with { Nodes = nodes, Outputs = [.. graph.Outputs.Select(rewriter.Of)] };
    }

    /// <summary>How a node that reads nothing but a shape draws a number; null for other nodes.</summary>
    public static Func<Stream, double>? Draw(Node node)
    {
        var a = node.Attributes;
        return node.OpType switch
        {
            "RandomNormal" or "RandomNormalLike" => stream => a.Float("mean", 0) + (a.Float("scale", 1) * stream.Normal()),
            "RandomUniform" or "RandomUniformLike" => stream => a.Float("low", 0) + ((a.Float("high", 1) - a.Float("low", 0)) * stream.Uniform()),
            _ => null,
        };
    }

    /// <summary>SplitMix64 (Steele 2014), the same on every platform.</summary>
    internal sealed class Stream(ulong seed)
    {
        private ulong _state = seed;

        public double Uniform()
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
        }

        public double Normal() => Math.Sqrt(-2 * Math.Log(1 - Uniform())) * Math.Cos(2 * Math.PI * Uniform());
    }
}
