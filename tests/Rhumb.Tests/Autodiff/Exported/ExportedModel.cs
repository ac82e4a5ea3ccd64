using System.Runtime.InteropServices;
using System.Text.Json;
using Rhumb.Autodiff.Graphs;

namespace Rhumb.Tests.Autodiff.Exported;

/// <summary>A model that PyTorch exported, with its derivatives as PyTorch takes them in float64 (tests/fixtures/exported/export.py).</summary>
internal sealed record ExportedModel(
    Model Model, IReadOnlyDictionary<string, TensorData> Inputs, string[] Wrt, string Of, double[] X,
    IReadOnlyDictionary<string, double[]> V, double[] Jv, double[] U, IReadOnlyDictionary<string, double[]> JtU)
{
    /// <summary>K of the references.</summary>
    public const int Vectors = 3;

    /// <summary>The models of <paramref name="folder"/>, by name.</summary>
    public static IEnumerable<string> Names(string folder) => Directory.GetFiles(folder, "*.onnx").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);

    public static ExportedModel Load(string folder, string name)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, $"{name}.json")));
        var root = document.RootElement;
        return new ExportedModel(
            OnnxFile.Read(Path.Combine(folder, $"{name}.onnx")),
            root.GetProperty("inputs").EnumerateObject().ToDictionary(input => input.Name, input => Tensor(input.Value)),
            [.. root.GetProperty("wrt").EnumerateArray().Select(each => each.GetString()!)],
            root.GetProperty("of").GetString()!,
            Numbers(root.GetProperty("x")), ByInput(root.GetProperty("v")), Numbers(root.GetProperty("Jv")), Numbers(root.GetProperty("u")), ByInput(root.GetProperty("JTu")));
    }

    private static TensorData Tensor(JsonElement element)
    {
        long[] shape = [.. element.GetProperty("shape").EnumerateArray().Select(length => length.GetInt64())];
        var type = element.GetProperty("type").GetString() == "int64" ? ElementType.Int64 : ElementType.Float;
        return new TensorData(type, shape, element.GetProperty("data").GetBytesFromBase64());
    }

    private static Dictionary<string, double[]> ByInput(JsonElement element) => element.EnumerateObject().ToDictionary(input => input.Name, input => Numbers(input.Value));

    private static double[] Numbers(JsonElement element) => [.. MemoryMarshal.Cast<byte, float>(element.GetBytesFromBase64()).ToArray().Select(x => (double)x)];
}
