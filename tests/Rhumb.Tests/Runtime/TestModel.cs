using System.Runtime.InteropServices;
using Google.Protobuf;
using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Tests.Runtime;

/// <summary>Small ONNX models, written field by field.</summary>
internal sealed class TestModel
{
    private const int Float = 1;
    private readonly GraphProto _graph = new() { Name = "test" };

    public TestModel Input(string name, params object[] shape) => Input(name, Float, shape);

    public TestModel Input(string name, int type, object[] shape)
    {
        _graph.Input.Add(Value(name, type, shape));
        return this;
    }

    public TestModel Output(string name, params object[] shape) => Output(name, Float, shape);

    public TestModel Output(string name, int type, object[] shape)
    {
        _graph.Output.Add(Value(name, type, shape));
        return this;
    }

    public TestModel Node(string op, string inputs, string output, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = op, Name = output };
        node.Input.Add(inputs.Split(' '));
        node.Output.Add(output);
        node.Attribute.Add(attributes);
        _graph.Node.Add(node);
        return this;
    }

    public TestModel Weight(string name, ReadOnlySpan<float> values, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes(values)) };
        tensor.Dims.Add(shape);
        _graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>An initializer of which the model holds the name, type and shape only: its bytes are in a file that does not exist.</summary>
    public TestModel WeightStub(string name, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = Float, DataLocation = TensorProto.Types.DataLocation.External };
        tensor.Dims.Add(shape);
        tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "shared" });
        _graph.Initializer.Add(tensor);
        return this;
    }

    public byte[] ToBytes()
    {
        var model = new ModelProto { IrVersion = 8, Graph = _graph };
        model.OpsetImport.Add(new OperatorSetIdProto { Domain = "", Version = 17 });
        return model.ToByteArray();
    }

    /// <summary>y = a + b, both [?, 3].</summary>
    public static byte[] Add() => new TestModel().Input("a", "n", 3).Input("b", "n", 3).Output("y", "n", 3).Node("Add", "a b", "y").ToBytes();

    /// <summary>y = x W, x [?, rows], W [rows, columns].</summary>
    public static byte[] MatMul(ReadOnlySpan<float> weight, int rows, int columns)
        => new TestModel().Input("x", "n", rows).Output("y", "n", columns).Weight("w", weight, rows, columns).Node("MatMul", "x w", "y").ToBytes();

    private static ValueInfoProto Value(string name, int type, object[] shape)
    {
        var tensor = new TypeProto.Types.Tensor { ElemType = type, Shape = new TensorShapeProto() };
        foreach (var axis in shape)
        {
            tensor.Shape.Dim.Add(axis is string symbol
                ? new TensorShapeProto.Types.Dimension { DimParam = symbol }
                : new TensorShapeProto.Types.Dimension { DimValue = Convert.ToInt64(axis) });
        }

        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = tensor } };
    }
}
