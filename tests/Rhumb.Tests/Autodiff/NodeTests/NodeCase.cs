using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Tests.Autodiff.NodeTests;

/// <summary>One of the ONNX project's node tests as it lies on the disk.</summary>
internal sealed class NodeCase
{
    private readonly string _folder;
    private readonly ModelProto _model;

    public NodeCase(string folder) => (_folder, _model) = (folder, ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx"))));

    /// <summary>Without the common prefix "test_".</summary>
    public string Name => Path.GetFileName(_folder)["test_".Length..];

    public long Opset => _model.OpsetImport.FirstOrDefault(set => set.Domain.Length == 0)?.Version ?? _model.OpsetImport[0].Version;

    /// <summary>Operators, subgraphs' included, without constants.</summary>
    public IReadOnlyList<string> Operators => [.. Nodes(_model.Graph).Where(node => node.OpType != "Constant")
        .Select(node => node.Domain.Length > 0 ? $"{node.Domain}.{node.OpType}" : node.OpType).Distinct()];

    /// <summary>What the inputs and outputs hold.</summary>
    public IEnumerable<string> InputKinds => Given.Select(Kind);

    public IEnumerable<string> OutputKinds => _model.Graph.Output.Select(Kind);

    public Model Model() => OnnxFile.Read(Path.Combine(_folder, "model.onnx"));

    public Dictionary<string, TensorData> Inputs() => Tensors("input", [.. Given.Select(input => input.Name)]);

    public Dictionary<string, TensorData> Outputs() => Tensors("output", [.. _model.Graph.Output.Select(output => output.Name)]);

    // Old files list their initialisers among the inputs.
    private IEnumerable<ValueInfoProto> Given => _model.Graph.Input.Where(input => _model.Graph.Initializer.All(initialiser => initialiser.Name != input.Name));

    private Dictionary<string, TensorData> Tensors(string kind, string[] names) => names.Select((name, i) => (Name: name, Data: new TensorReader(null).Read(
        TensorProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(_folder, "test_data_set_0", $"{kind}_{i}.pb")))))).ToDictionary(pair => pair.Name, pair => pair.Data);

    private static IEnumerable<NodeProto> Nodes(GraphProto graph) => graph.Node.SelectMany(node => node.Attribute
        .SelectMany(attribute => attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G)).SelectMany(Nodes).Prepend(node));

    private static string Kind(ValueInfoProto value) => value.Type.ValueCase != TypeProto.ValueOneofCase.TensorType ? "sequence or optional"
        : (ElementType)value.Type.TensorType.ElemType switch
        {
            ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16 => "real",
            ElementType.String => "text",
            ElementType.Bool => "boolean",
            _ => "integer",
        };
}
