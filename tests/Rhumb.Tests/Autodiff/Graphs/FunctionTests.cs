using Google.Protobuf;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Tests.Autodiff.Graphs;

/// <summary>Functions that a file defines are written out where they are called.</summary>
public sealed class FunctionTests
{
    private static NodeProto Node(string op, string domain, string[] inputs, string[] outputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = op, Domain = domain };
        node.Input.AddRange(inputs);
        node.Output.AddRange(outputs);
        node.Attribute.AddRange(attributes);
        return node;
    }

    private static AttributeProto Number(string name, float value) => new() { Name = name, F = value, Type = AttributeProto.Types.AttributeType.Float };

    private static AttributeProto Reference(string name, string to) => new() { Name = name, RefAttrName = to, Type = AttributeProto.Types.AttributeType.Float };

    private static FunctionProto Function(string name, string[] inputs, string[] outputs, params NodeProto[] nodes)
    {
        var function = new FunctionProto { Name = name, Domain = "own" };
        function.Input.AddRange(inputs);
        function.Output.AddRange(outputs);
        function.Node.AddRange(nodes);
        function.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 18 });
        return function;
    }

    // The graph x [2, 3] → y with the given functions and nodes.
    private static byte[] File(FunctionProto[] functions, params NodeProto[] nodes)
    {
        var x = GraphBuilder.Input("x", ElementType.Float, 2, 3);
        var g = new GraphBuilder();
        var proto = ModelProto.Parser.ParseFrom(OnnxFile.Write(GraphRuns.Model(g, [x], g.Named("y", x))));
        proto.OpsetImport.Add(new OperatorSetIdProto { Domain = "own", Version = 1 });
        proto.Functions.AddRange(functions);
        proto.Graph.Node.Clear();
        proto.Graph.Node.AddRange(nodes);
        return proto.ToByteArray();
    }

    // leaky(a, b?) = LeakyRelu(a; slope) clipped from above at b; twice(a) = leaky(a) + a, handed through too.
    private static FunctionProto[] Functions()
    {
        var leaky = Function("leaky", ["a", "limit"], ["result"],
            Node("LeakyRelu", "", ["a"], ["t"], Reference("alpha", "slope")), Node("Clip", "", ["t", "", "limit"], ["result"]));
        leaky.AttributeProto.Add(Number("slope", 0.25f));
        var twice = Function("twice", ["a"], ["t", "a"], Node("leaky", "own", ["a"], ["u"], Reference("slope", "slope")), Node("Add", "", ["u", "a"], ["t"]));
        twice.Attribute.Add("slope");
        return [leaky, twice];
    }

    [Fact]
    public void Calls_become_the_functions_nodes()
    {
        var bytes = File(Functions(),
            Node("twice", "own", ["x"], ["h", "same"], Number("slope", 0.5f)), Node("twice", "own", ["h"], ["i", ""]), Node("Mul", "", ["i", "same"], ["y"]));
        var model = OnnxFile.Read(bytes);
        Assert.All(model.Graph.Nodes, node => Assert.Equal("", node.Domain));
        var x = GraphRuns.Floats(3, 2, 3);
        double[] expected = [.. x.ToDoubles().Select(a => Twice(Twice(a, 0.5), 0.25) * a)];
        GraphRuns.AssertEqual(TensorData.Of<float>([.. expected.Select(value => (float)value)], 2, 3), GraphRuns.Run(model, ("x", x))["y"]);
        using var check = new DerivativeCheck(model, ["x"], "y", new Dictionary<string, TensorData> { ["x"] = x });
        Assert.InRange(check.ErrorAgainstDifferences(3, 1), 0, 1e-2);
        Assert.InRange(check.AdjointnessError(3, 1), 0, 1e-4);
    }

    private static double Twice(double a, double slope) => a + (a > 0 ? a : slope * a);

    [Fact]
    public void A_function_that_calls_itself_is_refused()
    {
        var own = Function("own", ["a"], ["b"], Node("own", "own", ["a"], ["c"]), Node("own", "own", ["c"], ["b"]));
        Assert.Contains("call themselves", Assert.Throws<GraphException>(() => OnnxFile.Read(File([own], Node("own", "own", ["x"], ["y"])))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_function_of_another_operator_set_is_refused()
    {
        var functions = Functions();
        functions[0].OpsetImport[0].Version = 9;
        Assert.Contains("one operator set", Assert.Throws<GraphException>(() => OnnxFile.Read(File(functions, Node("leaky", "own", ["x"], ["y"])))).Message, StringComparison.Ordinal);
    }
}
