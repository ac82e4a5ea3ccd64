using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Generators.Importing;

/// <summary>Brings an implicit network to the form (z [B, d], points [P, 3]) → field [B, P], whichever way it pairs codes and points.</summary>
internal static class FieldForms
{
    /// <summary>Names in the result.</summary>
    public const string Code = "z", Points = "points", Field = "field";

    private const string Given = "import_given_", Lengths = "import_lengths";

    /// <summary>The model in that form: every way of pairing is tried, and the first that gives each code's field at each point is taken.</summary>
    /// <exception cref="RhumbException">None does.</exception>
    public static async Task<Model> FindAsync(Model model, FieldInputs inputs, CancellationToken cancellation)
    {
        var (found, reason) = await TryAsync(model, inputs, cancellation);
        return found ?? throw new RhumbException($"The model does not give one number for each of any number of points{(reason is null ? "" : $" ({reason.TrimEnd('.')})")}; "
            + "export it with dynamic_axes for the points, with inputs code [batch, d] and points [P, 3], or choose another output with --of NAME.");
    }

    /// <summary>As above; where no way does, null and what went wrong with the last.</summary>
    public static async Task<(Model? Found, string? Reason)> TryAsync(Model model, FieldInputs inputs, CancellationToken cancellation)
    {
        string? reason = null;
        // All points for each code, or a row of its own for each pair.
        foreach (var byRows in inputs.Points is null ? (bool[])[true] : [false, true])
        {
            try
            {
                var formed = Formed(model, inputs, byRows);
                if (await PairsAsync(formed, inputs.Length, cancellation))
                    return (formed, null);
            }
            catch (Exception error) when (error is RuntimeException or GraphException)
            {
                reason = error.Message;
            }
        }
        return (null, reason);
    }

    private static Model Formed(Model model, FieldInputs inputs, bool byRows)
    {
        var g = new GraphBuilder("import_");
        var (z, points) = (GraphBuilder.Input(Code, ElementType.Float, -1, inputs.Length), GraphBuilder.Input(Points, ElementType.Float, -1, 3));
        var lengths = g.Emit("Concat", [Length(z), Length(points)], ElementType.Int64, [2], new() { { "axis", 0 } });
        Value Everywhere(Value x, Value shaped, long last) => g.Emit("Expand", [shaped, g.Concat(0, lengths, g.Ints(last))], ElementType.Float, [-1, -1, last]);
        var codes = byRows ? g.Reshape(Everywhere(z, g.Reshape(z, -1, 1, inputs.Length), inputs.Length), -1, inputs.Length) : z;
        var places = byRows ? g.Reshape(Everywhere(points, points, 3), -1, 3) : inputs.Points!.Rank == 3 ? Everywhere(points, points, 3) : points;
        if (byRows && inputs.Points?.Rank == 3)
            places = g.Reshape(places, -1, 1, 3);
        if (inputs.Shape.Length > 1)
            codes = g.Reshape(codes, [-1, .. inputs.Shape]);
        var bindings = new Dictionary<string, string>(StringComparer.Ordinal) { [inputs.Code.Name] = Given + Code };
        var given = new List<Value> { g.Named(Lengths, lengths) };
        if (inputs.Points is { } separate)
        {
            given.AddRange([g.Named(Given + Code, codes), g.Named(Given + Points, places)]);
            bindings[separate.Name] = Given + Points;
        }
        else
            given.Add(g.Named(Given + Code, g.Concat(1, codes, places)));
        var before = Model.Of(g.Build("import", [z, points], given), GraphBuilder.MinimumOpset);
        var chained = Compose.Chain(before, model, bindings, Lengths);

        var h = new GraphBuilder("import_after_");
        var (raw, shape) = (new Value(Given + Field, ElementType.Float, null), GraphBuilder.Input(Lengths + "_read", ElementType.Int64, 2));
        var field = h.Named(Field, h.Emit("Reshape", [raw, shape], ElementType.Float, [-1, -1]));
        var after = Model.Of(h.Build("import", [raw, shape], [field]), GraphBuilder.MinimumOpset);
        return Compose.Chain(chained, after, new Dictionary<string, string>(StringComparer.Ordinal) { [raw.Name] = model.Graph.Outputs[0].Name, [shape.Name] = Lengths });

        Value Length(Value x) => g.Emit("Shape", [x], ElementType.Int64, [1], new() { { "start", 0 }, { "end", 1 } });
    }

    // Two codes at five points together give what each gives alone.
    private static async Task<bool> PairsAsync(Model formed, int length, CancellationToken cancellation)
    {
        using var graph = GraphRuntime.Compile(formed);
        var (codes, points) = (new float[2 * length], new float[15]);
        var random = new RandomStream(0, "import pairs");
        random.Normal(codes);
        random.Normal(points);
        var both = await RunAsync(graph, codes, points, cancellation);
        var second = await RunAsync(graph, codes[length..], points, cancellation);
        var last = await RunAsync(graph, codes, points[12..], cancellation);
        return both.Length == 10 && second.Length == 5 && last.Length == 2 && Close(both.AsSpan(5), second) && Close([both[4], both[9]], last);
    }

    private static bool Close(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        for (var i = 0; i < a.Length; i++)
            if (!(Math.Abs(a[i] - b[i]) <= 1e-4f * (1 + Math.Abs(a[i]))))
                return false;
        return true;
    }

    /// <summary>The field [B, P] of codes [B, d] at points [P, 3].</summary>
    public static async Task<float[]> RunAsync(CompiledGraph graph, float[] codes, float[] points, CancellationToken cancellation)
    {
        var length = (int)graph.Inputs.First(input => input.Name == Code).Shape[1]!.Value;
        using var z = Tensor.Create<float>(codes, codes.Length / length, length);
        using var at = Tensor.Create<float>(points, points.Length / 3, 3);
        var outputs = await graph.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Code] = z, [Points] = at }, cancellation);
        using var field = outputs[Field];
        return field.ToArray<float>();
    }
}
