using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Tests.Autodiff.Passes;

/// <summary>Resampling operators changed form in operator sets 9, 10, 11, 13 and 20.</summary>
public sealed class ResamplingUpgradeTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    private static readonly Dictionary<string, (long Opset, string Op, TensorData?[] Constants, Attributes Attributes)> Cases = new()
    {
        ["Upsample 7 nearest"] = (7, "Upsample", [], new() { { "scales", (float[])[1, 1, 2, 3] } }),
        ["Upsample 7 linear"] = (8, "Upsample", [], new() { { "scales", (float[])[1, 1, 2, 2] }, { "mode", "linear" } }),
        ["Upsample 9 nearest"] = (9, "Upsample", [Floats(1, 1, 2, 1.5f)], Attributes.None),
        ["Upsample 9 linear"] = (9, "Upsample", [Floats(1, 1, 2, 2)], new() { { "mode", "linear" } }),
        ["Resize 10 nearest up"] = (10, "Resize", [Floats(1, 1, 2.5f, 2)], Attributes.None),
        ["Resize 10 nearest down"] = (10, "Resize", [Floats(1, 1, 0.6f, 0.5f)], Attributes.None),
        ["Resize 10 linear"] = (10, "Resize", [Floats(1, 1, 0.6f, 2)], new() { { "mode", "linear" } }),
        ["Resize 11 with empty operands"] = (11, "Resize", [Floats(), Floats(), TensorData.Ints(1, 2, 8, 9)], new() { { "mode", "cubic" }, { "coordinate_transformation_mode", "pytorch_half_pixel" } }),
        ["Resize 11 by a pixel's half"] = (11, "Resize", [Floats(), Floats(1, 1, 2, 2)], new() { { "coordinate_transformation_mode", "tf_half_pixel_for_nn" }, { "nearest_mode", "floor" } }),
        ["Resize 13"] = (13, "Resize", [null, Floats(1, 1, 2, 2)], new() { { "coordinate_transformation_mode", "asymmetric" }, { "nearest_mode", "floor" } }),
        ["GridSample 16"] = (16, "GridSample", [GraphRuns.Floats(5, 1, 3, 3, 2)], new() { { "mode", "bicubic" } }),
        ["GridSample 16 by default"] = (16, "GridSample", [GraphRuns.Floats(5, 1, 3, 3, 2)], Attributes.None),
    };

    private static TensorData Floats(params ReadOnlySpan<float> values) => TensorData.Of(values, values.Length);

    private static Model Model(string name)
    {
        var (opset, op, constants, attributes) = Cases[name];
        var (x, y) = (new Value("x", ElementType.Float, [1, 2, 4, 5]), new Value("y", ElementType.Float, null));
        Value?[] inputs = [x, .. constants.Select((data, i) => data is null ? null : new Value($"c{i}", data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data))];
        return global::Rhumb.Autodiff.Graphs.Model.Of(new Graph("old", [x], [y], [new Node(op, inputs, [y], attributes)]), opset);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_upgraded_model_computes_the_same(string name)
    {
        var model = Model(name);
        var data = GraphRuns.Floats(3, 1, 2, 4, 5);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", data))["y"], GraphRuns.Run(Upgrade.To(model, 20), ("x", data))["y"], 1e-6);
    }

    [Theory, MemberData(nameof(Names))]
    public void An_older_model_is_differentiated(string name)
    {
        using var check = new DerivativeCheck(Model(name), ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 1, 2, 4, 5) });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
    }

    [Theory, InlineData("linear", "zeros"), InlineData("linear", "border"), InlineData("linear", "reflection")]
    public void A_grid_of_three_dimensions_is_differentiated(string mode, string padding)
    {
        var g = new GraphBuilder();
        var (x, grid) = (GraphBuilder.Input("x", ElementType.Float, 2, 2, 3, 4, 3), GraphBuilder.Input("grid", ElementType.Float, 2, 2, 2, 1, 3));
        var y = g.Emit("GridSample", [x, grid], ElementType.Float, [2, 2, 2, 2, 1], new() { { "mode", mode }, { "padding_mode", padding } });
        var model = global::Rhumb.Autodiff.Graphs.Model.Of(g.Build("volume", [x, grid], [g.Named("y", y)]), 20);
        using var check = new DerivativeCheck(model, ["x", "grid"], "y",
            new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 2, 2, 3, 4, 3), ["grid"] = GraphRuns.Floats(4, 2, 2, 2, 1, 3) });
        Assert.InRange(check.ErrorAgainstDifferences(2, 1), 0, 2e-2);
        Assert.InRange(check.AdjointnessError(2, 1), 0, 1e-4);
    }

    [Fact]
    public void A_resize_whose_rounding_is_not_known_is_refused()
    {
        var x = new Value("x", ElementType.Float, [1, 1, 4, 4]);
        var scales = new Value("scales", ElementType.Float, [4]);
        var y = new Value("y", ElementType.Float, null);
        var model = global::Rhumb.Autodiff.Graphs.Model.Of(new Graph("old", [x, scales], [y], [new Node("Resize", [x, scales], [y], Attributes.None)]), 10);
        Assert.Contains("operator set 11", Assert.Throws<GraphException>(() => Upgrade.To(model, 18)).Message, StringComparison.Ordinal);
    }
}
