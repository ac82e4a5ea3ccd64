using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Writing and accumulating at indices. Only the sum is linear; the other reductions are sums of what each operand contributes.</summary>
internal static class Scattering
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("ScatterND") { Since = 11, Jvp = ScatterNd, Transpose = Transpose, Batch = Batch, Limits = Limit },
        new("ScatterElements") { Since = 11, Jvp = ScatterElements, Limits = Limit },
    ];

    private const string Limit = "maximum and minimum are shared equally between equal elements; a product is not differentiated at updates of 0";

    private static IReadOnlyList<Tangent> ScatterNd(JvpContext c) => Jvp(c,
        updates => c.G.ScatterNdAdd(c.G.Filled(0, updates.ElementType, c.Y().Value.Shape), c.X(1), updates),
        data => c.G.Emit("GatherND", [data, c.X(1)], data.ElementType, c.X(2).Value.Shape));

    private static IReadOnlyList<Tangent> ScatterElements(JvpContext c)
    {
        var shape = c.Y().Value.Shape;
        var places = FlatIndices.Elements(c.G, c.X(1), shape, Shapes.Axis(c.Attributes.Int("axis", 0), shape.Length));
        return Jvp(c, updates => FlatIndices.Added(c.G, updates, places, shape), data => FlatIndices.Read(c.G, data, places));
    }

    // add: dd + S du; none: dd outside; mul: dd Π u + S (du y / u); max, min: to those equal to the result, in equal shares. S adds at the indices.
    private static IReadOnlyList<Tangent> Jvp(JvpContext c, Func<Value, Value> scatter, Func<Value, Value> gather)
    {
        var reduction = c.Attributes.String("reduction", "none");
        Value Filled(double number, int operand) => c.G.Filled(number, c.Y().Value.ElementType, c.X(operand).Value.Shape);
        if (reduction is "max" or "min")
            return Extremum(c, scatter, gather);
        return c.Sum(c.ActiveOperands.Select(i => (reduction, i) switch
        {
            ("add", 0) => c.T(0).Value,
            ("none", 0) => c.T(0) * c.Again((0, Filled(1, 0)), (2, Filled(0, 2))),
            ("mul", 0) => c.T(0) * c.Again((0, Filled(1, 0))),
            ("mul", _) => scatter(c.T(2) * (c.Y().With(gather(c.Y())) / c.X(2))),
            _ => scatter(c.T(2)),
        }));
    }

    private static IReadOnlyList<Tangent> Extremum(JvpContext c, Func<Value, Value> scatter, Func<Value, Value> gather)
    {
        var kept = c.X(0).EqualTo(c.Y());
        var written = c.X(2).EqualTo(c.Y().With(gather(c.Y())));
        var share = 1 / (kept + kept.With(scatter(written)));
        return c.Sum(c.ActiveOperands.Select(i => i == 0 ? (c.T(0) * (kept * share)).Value : scatter(c.T(2) * (written * written.With(gather(share))))));
    }

    // Tangent graphs hold ScatterND with reduction add.
    private static Value Transpose(TransposeContext c) =>
        c.Operand == 0 ? c.U : c.G.Emit("GatherND", [c.U, c.X(1)], c.U.Value.ElementType, c.Wanted);

    // K moves behind the indexed axes: data [A.., K, rest], updates [Q.., K, rest].
    private static Value Batch(BatchContext c)
    {
        var (depth, lead) = ((int)c.Shape(1)[^1], c.Shape(1).Length - 1);
        var sum = c.G.ScatterNdAdd(Indexing.Behind(c, c.Repeated(0), depth), c.X(1), Indexing.Behind(c, c.Repeated(2), lead));
        return c.G.Transpose(sum, [depth, .. Enumerable.Range(0, c.Output.Length + 1).Where(i => i != depth)]);
    }
}
