using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Tests.Autodiff.Passes;

public sealed class UpgradeTests
{
    public static TheoryData<string> Names => [.. Cases.Keys];

    // Operators in forms that later operator sets changed.
    private static readonly Dictionary<string, (long Opset, string Op, TensorData[] Constants, Attributes Attributes, int Outputs)> Cases = new()
    {
        ["Clip 6"] = (9, "Clip", [], new() { { "min", -0.5f }, { "max", 0.5f } }, 1),
        ["Clip 6 without bounds"] = (9, "Clip", [], new() { { "max", 0.5f } }, 1),
        ["Slice 1"] = (9, "Slice", [], new() { { "starts", (int[])[1] }, { "ends", (int[])[3] }, { "axes", (int[])[1] } }, 1),
        ["Pad 2"] = (10, "Pad", [], new() { { "pads", (int[])[0, 1, 0, 2] }, { "value", 3f } }, 1),
        ["Dropout 7"] = (11, "Dropout", [], new() { { "ratio", 0.3f } }, 1),
        ["Softmax 1 over the last axis"] = (12, "Softmax", [], new() { { "axis", 1 } }, 1),
        ["Softmax 1 over flattened axes"] = (12, "Softmax", [], new() { { "axis", 0 } }, 1),
        ["LogSoftmax 1 over flattened axes"] = (11, "LogSoftmax", [], new() { { "axis", 0 } }, 1),
        ["Hardmax 1 over flattened axes"] = (11, "Hardmax", [], new() { { "axis", 0 } }, 1),
        ["TopK 1"] = (9, "TopK", [], new() { { "k", 2 }, { "axis", 1 } }, 2),
        ["Scatter 9"] = (10, "Scatter", [TensorData.Of([1L, 0], 1, 2), TensorData.Of([5f, 6], 1, 2)], Attributes.None, 1),
        ["BatchNormalization 7"] = (8, "BatchNormalization", [.. Enumerable.Range(0, 4).Select(_ => TensorData.Of([1f, 2, 3, 4], 4))], Attributes.None, 1),
        ["ReduceProd 1"] = (10, "ReduceProd", [], new() { { "axes", (int[])[1] } }, 1),
        ["Unsqueeze 11"] = (12, "Unsqueeze", [], new() { { "axes", (int[])[0] } }, 1),
        ["ReduceSum 11"] = (12, "ReduceSum", [], new() { { "axes", (int[])[1] }, { "keepdims", 0 } }, 1),
        ["ReduceMean 13"] = (17, "ReduceMean", [], new() { { "axes", (int[])[-1] } }, 1),
        ["ReduceMax 13 of all"] = (17, "ReduceMax", [], Attributes.None, 1),
        ["Split 2"] = (12, "Split", [], new() { { "axis", 1 }, { "split", (int[])[1, 3] } }, 2),
        ["Split 13 in equal parts"] = (17, "Split", [], new() { { "axis", 1 } }, 2),
    };

    [Theory, MemberData(nameof(Names))]
    public void An_upgraded_model_computes_the_same(string name)
    {
        var (opset, op, constants, attributes, count) = Cases[name];
        var x = new Value("x", ElementType.Float, [2, 4]);
        Value[] outputs = [.. Enumerable.Range(0, count).Select(i => new Value($"y{i}", name == "TopK 1" && i == 1 ? ElementType.Int64 : ElementType.Float, null))];
        Value[] inputs = [x, .. constants.Select((data, i) => new Value($"c{i}", data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data))];
        var model = Model.Of(new Graph("old", [x], outputs, [new Node(op, inputs, outputs, attributes)]), opset);
        var upgraded = Upgrade.To(model, 18);
        Assert.Equal(18, upgraded.Opset);
        var data = GraphRuns.Floats(3, 2, 4);
        var (before, after) = (GraphRuns.Run(model, ("x", data)), GraphRuns.Run(upgraded, ("x", data)));
        foreach (var output in outputs)
            GraphRuns.AssertEqual(before[output.Name], after[output.Name], 0);
    }

    [Fact]
    public void A_group_normalisation_with_one_scale_a_group_reaches_set_21()
    {
        var (x, y) = (new Value("x", ElementType.Float, [2, 4]), new Value("y", ElementType.Float, null));
        Value Constant(string name, TensorData data) => new(name, data.ElementType, [.. data.Shape.Select(length => (Dim)length)], data);
        Value[] inputs = [x, Constant("scale", TensorData.Of([2f, 3], 2)), Constant("bias", TensorData.Of([0f, 1], 2))];
        var model = Model.Of(new Graph("old", [x], [y], [new Node("GroupNormalization", inputs, [y], new() { { "num_groups", 2 } })]), 18);
        var data = GraphRuns.Floats(3, 2, 4);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", data))["y"], GraphRuns.Run(Upgrade.To(model, 21), ("x", data))["y"]);
    }

    /// <summary>With further results, sets before 14 mean the statistics of the batch.</summary>
    [Fact]
    public void A_normalisation_in_training_of_an_old_set_is_refused()
    {
        Value[] outputs = [.. new[] { "y", "mean", "var", "saved_mean", "saved_var" }.Select(name => new Value(name, ElementType.Float, null))];
        var x = new Value("x", ElementType.Float, [2, 4, 3]);
        Value[] statistics = [.. Enumerable.Range(0, 4).Select(i => new Value($"c{i}", ElementType.Float, [4], TensorData.Of([1f, 2, 3, 4], 4)))];
        var model = Model.Of(new Graph("old", [x], [outputs[0]], [new Node("BatchNormalization", [x, .. statistics], outputs, Attributes.None)]), 9);
        Assert.Contains("model.eval()", Assert.Throws<GraphException>(() => Upgrade.To(model, 18)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Statistics_for_every_place_are_refused()
    {
        var (x, y) = (new Value("x", ElementType.Float, [2, 4, 3]), new Value("y", ElementType.Float, null));
        var model = Model.Of(new Graph("old", [x], [y], [new Node("BatchNormalization", [x, x, x, x, x], [y], new() { { "spatial", 0 } })]), 8);
        Assert.Contains("spatial", Assert.Throws<GraphException>(() => Upgrade.To(model, 18)).Message, StringComparison.Ordinal);
    }
}
