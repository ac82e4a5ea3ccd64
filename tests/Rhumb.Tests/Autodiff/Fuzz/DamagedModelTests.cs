using Google.Protobuf;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Graphs.Onnx;
using Rhumb.Generators;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>
/// Damaged models end in one sentence. A few hundred of the cases that <c>tests/Rhumb.Fuzz</c> runs by the hundred thousand, and what it has found, each written
/// out so that it stays found when the cases change.
/// </summary>
public sealed class DamagedModelTests
{
    [Fact]
    public void Cases_end_in_a_derivative_or_in_a_sentence()
    {
        var exported = FuzzCase.Exported(Path.Combine(Repository.Root, "tests", "fixtures", "exported"));
        for (var index = 0; index < 400; index++)
            FuzzCase.Run(index, exported);
    }

    [Fact]
    public void A_tensor_larger_than_any_memory() => Refused(model => Weight(model).Dims.Add(1L << 61), "too large");

    [Fact]
    public void A_tensor_whose_bytes_overflow() => Refused(model => (Weight(model).Dims[0], Weight(model).Dims[1]) = (1L << 62, 1), "bytes");

    [Fact]
    public void An_input_larger_than_any_memory() => Refused(model =>
    {
        model.Graph.ValueInfo.Clear();
        model.Graph.Input[0].Type.TensorType.Shape.Dim[1].DimValue = 1L << 40;
    }, "elements");

    [Fact]
    public void An_operand_left_out() => Refused(model => model.Graph.Node.First(node => node.OpType == "Mul").Input.RemoveAt(1), "Mul", "operand 1");

    [Fact]
    public void A_node_without_results() => Refused(model => model.Graph.Node[0].Output.Clear(), "no result");

    [Fact]
    public void An_attribute_without_its_tensor() => Refused(
        model => model.Graph.Node[0].Attribute.Add(new AttributeProto { Name = "value", Type = AttributeProto.Types.AttributeType.Tensor }), "'value'");

    [Fact]
    public void A_name_made_twice() => Refused(model => model.Graph.Node.Add(model.Graph.Node[0].Clone()), "twice");

    [Fact]
    public void A_cycle() => Refused(model => model.Graph.Node[0].Input[0] = model.Graph.Node[^1].Output[0], "nothing before it makes");

    [Fact]
    public void An_output_listed_twice() => Refused(model => model.Graph.Output.Add(model.Graph.Output[0].Clone()), "'y'", "twice");

    [Fact]
    public void A_type_that_is_none() => Refused(model => model.Graph.ValueInfo[0].Type.TensorType.ElemType = -100, "element type");

    [Fact]
    public void No_operator_set() => Refused(model => model.OpsetImport[0].Domain = "other", "operator set");

    [Fact]
    public void An_output_that_is_the_input() => Refused(model => (model.Graph.Node[^1].Output[0], model.Graph.Output[0].Name) = ("z", "x"), "x_tangent");

    /// <summary>Shapes between nodes are a file's claims; an exported model whose batch was changed by hand holds stale ones.</summary>
    [Fact]
    public void Stale_shapes_do_not_matter()
    {
        var proto = File();
        foreach (var value in proto.Graph.ValueInfo)
            value.Type.TensorType.Shape.Dim[0].DimValue = 7;
        using var check = new DerivativeCheck(OnnxFile.Read(proto.ToByteArray(), Path.GetTempPath()), ["x"], "y", new Dictionary<string, TensorData> { ["x"] = GraphRuns.Floats(3, 2, 3) });
        Assert.InRange(check.ErrorAgainstDifferences(3, seed: 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, seed: 1), 0, 1e-4);
    }

    /// <summary>A rule that fails on a model which the runtime runs is our defect and says so; where the runtime refuses the model, that is told.</summary>
    [Fact]
    public void A_defect_of_ours_is_told_from_a_damaged_model()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 2, 3);
        var wrong = new Value("wrong", ElementType.Float, [2, 4]);
        g.Add(new Node("Exp", [x], [wrong], Attributes.None));
        var model = GraphRuns.Model(g, [x], g.Named("y", g.Mul(wrong, wrong)));
        var request = new DerivativeRequest { WithRespectTo = ["x"], Of = ["y"] };
        var damaged = Assert.Throws<GraphException>(() => Jvp.Build(model, request, GraphRuntime.Probe));
        Assert.False(damaged.IsDefect);
        Assert.Contains("wrong", damaged.Message, StringComparison.Ordinal);
        // A probe that agrees with everything stands for a runtime that runs the model.
        var ours = Assert.Throws<GraphException>(() => Jvp.Build(model, request, GuessingProbe.Run));
        Assert.True(ours.IsDefect);
        Assert.Contains("report", ours.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_shape_that_does_not_broadcast() => Refused(model =>
    {
        foreach (var info in model.Graph.ValueInfo)
            info.Type.TensorType.Shape.Dim.RemoveAt(0);
    });

    [Fact]
    public void The_same_place_of_external_data_named_twice() => Refused(model =>
    {
        Weight(model).DataLocation = TensorProto.Types.DataLocation.External;
        Weight(model).ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "a\0b" });
        Weight(model).ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "a\0b" });
    }, "another file");

    [Fact]
    public void A_loop_whose_body_lacks_results() => Refused(model => model.Graph.Node[0] = Control("Loop", "body", "body"), "Loop");

    [Fact]
    public void A_number_where_integers_belong() => Refused(model =>
    {
        model.Graph.Node[0] = Control("Loop", "body", "body");
        model.Graph.Node[0].Input[0] = "w";
    }, "Loop 'control'", "Integers");

    [Fact]
    public void A_branch_without_results() => Refused(model => model.Graph.Node[0] = Control("If", "then_branch", "else_branch"), "If");

    // Decisions are constants; the bodies have neither inputs nor outputs.
    private static NodeProto Control(string op, string first, string second)
    {
        var node = new NodeProto { OpType = op, Name = "control", Output = { "MatMul_0" } };
        node.Input.AddRange(op == "If" ? ["w"] : ["", "", "x"]);
        foreach (var name in (string[])[.. new[] { first, second }.Distinct()])
            node.Attribute.Add(new AttributeProto { Name = name, Type = AttributeProto.Types.AttributeType.Graph, G = new GraphProto { Name = name } });
        return node;
    }

    private static TensorProto Weight(ModelProto model) => model.Graph.Initializer.First(tensor => tensor.Dims.Count == 2);

    private static ModelProto File()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, 2, 3);
        var y = g.Mul(g.Tanh(g.MatMul(x, g.Constant(GraphRuns.Floats(1, 3, 4), "w"))), g.Scalar(2));
        var proto = ModelProto.Parser.ParseFrom(OnnxFile.Write(GraphRuns.Model(g, [x], g.Named("y", y))));
        foreach (var value in g.Nodes.SkipLast(1).Select(node => node.Outputs[0]!))
            proto.Graph.ValueInfo.Add(new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = new TensorShapeProto
            {
                Dim = { value.Shape.Select(length => new TensorShapeProto.Types.Dimension { DimValue = length }) },
            } } } });
        return proto;
    }

    private static void Refused(Action<ModelProto> damage, params string[] words)
    {
        var proto = File();
        damage(proto);
        var error = Assert.Throws<GraphException>(() =>
        {
            var model = OnnxFile.Read(proto.ToByteArray(), Path.GetTempPath());
            var request = new DerivativeRequest { WithRespectTo = ["x"], Of = [model.Graph.Outputs[0].Name] };
            Jvp.Build(model, request, GuessingProbe.Run);
            Vjp.Build(model, request, GuessingProbe.Run);
        });
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }
}
