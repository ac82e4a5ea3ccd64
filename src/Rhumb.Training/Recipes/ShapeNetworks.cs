using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Architectures;

namespace Rhumb.Training.Recipes;

/// <summary>The trained networks as ONNX models of their own.</summary>
internal static class ShapeNetworks
{
    /// <summary>Decoder: <c>z</c> [B, 128] and <c>points</c> [P, 3] to <c>field</c> [B, P], positive inside; B and P free.</summary>
    public static Model Decoder(ImplicitAutoencoder network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("d_");
        var z = Free("z", ["batch"], network.CodeLength);
        var points = Free("points", ["points"], 3);
        var field = network.Field(g, layout.Fixed(g, theta), z, points);
        return Model("decoder", g, [z, points], [Output(g, "field", field, Dim.Free("batch"), Dim.Free("points"))]);
    }

    /// <summary>
    /// Encoder: <c>voxels</c> [B, 1, n, n, n], the shape stretched to the whole grid, and <c>extents</c> [B, 3], the sides of its box, to <c>z</c> [B, 128],
    /// the mean of its codes, undeformed.
    /// </summary>
    public static Model Encoder(ImplicitAutoencoder network, ParameterLayout layout, float[] theta)
    {
        var g = new GraphBuilder("e_");
        var n = network.VoxelSize;
        var voxels = Free("voxels", ["batch"], 1, n, n, n);
        var extents = Free("extents", ["batch"], 3);
        var (mean, _) = network.Encode(g, layout.Fixed(g, theta), voxels);
        return Model("encoder", g, [voxels, extents], [Output(g, "z", g.Pad(g.Concat(1, mean, g.Log(extents)), [0, 0], [0, ShapeDeformation.Coordinates]), Dim.Free("batch"), network.CodeLength)]);
    }

    /// <summary>
    /// Prior: <c>latent</c> [B, k + 3 + 12] to <c>z</c> [B, c + 3 + 12]. The first k choose: z = a T with a = softmax(β latent[:k] Qᵀ) over the N training shapes,
    /// Q [N, k] their keys, T [N, c + 3 + 12] their codes. The rest stretch and deform: z[c:] += ρ ∘ latent[k:].
    /// </summary>
    public static Model Prior(RowMatrix keys, RowMatrix codes, NeighbourPriorSettings settings)
    {
        var g = new GraphBuilder("p_");
        double[] deviations = [.. Enumerable.Repeat(settings.SideDeviation, 3), .. ShapeDeformation.Deviations.Select(value => settings.DeformationScale * value)];
        var (k, free, length) = (keys.Columns, deviations.Length, codes.Columns);
        var latent = Free("latent", ["batch"], k + free);
        var q = g.Constant(TensorData.Of<float>([.. keys.Values.Select(value => (float)(settings.Sharpness * value))], keys.Rows, k), "prior.keys");
        var table = g.Constant(TensorData.Of<float>(codes.Values, codes.Rows, length), "prior.codes");
        var scales = g.Constant(TensorData.Of<float>([.. deviations.Select(value => (float)value)], free), "prior.deviations");
        var weights = g.Softmax(g.Gemm(g.Slice(latent, 1, 0, k), q, transposeB: true));
        var mixed = g.MatMul(weights, table);
        var moved = g.Add(g.Slice(mixed, 1, length - free, length), g.Mul(g.Slice(latent, 1, k, k + free), scales));
        return Model("prior", g, [latent], [Output(g, "z", g.Concat(1, g.Slice(mixed, 1, 0, length - free), moved), Dim.Free("batch"), length)]);
    }

    /// <summary>For training: the means <c>mean</c> [N, c] of the codes of <c>voxels</c> [N, 1, n, n, n] under the parameters <c>theta</c>.</summary>
    public static Model Means(ImplicitAutoencoder network, ParameterLayout layout, int count)
    {
        var g = new GraphBuilder("m_");
        var n = network.VoxelSize;
        var theta = GraphBuilder.Input("theta", ElementType.Float, layout.Count);
        var voxels = GraphBuilder.Input("voxels", ElementType.Float, count, 1, n, n, n);
        var (mean, _) = network.Encode(g, layout.Sliced(g, theta), voxels);
        return Model("means", g, [theta, voxels], [Output(g, "mean", mean, count, network.ShapeCode)]);
    }

    /// <summary>For training: the <c>logits</c> [1, P] of <c>points</c> [1, P, 3] of the stretched box under <c>code</c> [1, c] and the parameters <c>theta</c>.</summary>
    public static Model Logits(ImplicitAutoencoder network, ParameterLayout layout)
    {
        var g = new GraphBuilder("l_");
        var theta = GraphBuilder.Input("theta", ElementType.Float, layout.Count);
        var code = GraphBuilder.Input("code", ElementType.Float, 1, network.ShapeCode);
        var points = new Value("points", ElementType.Float, [1, Dim.Free("points"), 3]);
        var logits = network.Decode(g, layout.Sliced(g, theta), code, points);
        return Model("logits", g, [theta, code, points], [Output(g, "logits", logits, 1, Dim.Free("points"))]);
    }

    private static Value Free(string name, string[] free, params long[] rest) =>
        new(name, ElementType.Float, [.. free.Select(symbol => Dim.Free(symbol)), .. rest.Select(length => (Dim)length)]);

    private static Value Output(GraphBuilder g, string name, Value value, params Dim[] dims)
    {
        var output = new Value(name, value.ElementType, dims);
        g.Add(new Node("Identity", [value], [output], Attributes.None));
        return output;
    }

    private static Model Model(string name, GraphBuilder g, IReadOnlyList<Value> inputs, IReadOnlyList<Value> outputs) =>
        Rhumb.Autodiff.Graphs.Model.Of(Pruned(g.Build(name, inputs, outputs)), GraphBuilder.MinimumOpset);

    /// <summary>Without nodes that reach no output (the encoder's variances).</summary>
    private static Graph Pruned(Graph graph)
    {
        var needed = new HashSet<Value>(graph.Outputs);
        var nodes = new List<Node>();
        foreach (var node in graph.Nodes.Reverse())
            if (node.Outputs.Any(output => output is not null && needed.Contains(output)))
            {
                nodes.Insert(0, node);
                needed.UnionWith(node.Reads());
            }
        return graph with { Nodes = nodes };
    }
}
