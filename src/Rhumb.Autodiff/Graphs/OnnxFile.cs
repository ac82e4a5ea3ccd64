using Google.Protobuf;
using Rhumb.Autodiff.Graphs.Onnx;

namespace Rhumb.Autodiff.Graphs;

/// <summary>Reads and writes ONNX files.</summary>
public static class OnnxFile
{
    /// <summary>Reads a model and its external data, which must lie in the model's folder.</summary>
    /// <exception cref="GraphException">The file is missing, truncated or not a model.</exception>
    public static Model Read(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GraphException($"'{path}' cannot be read: {e.Message}", e);
        }
        try
        {
            return Read(bytes, Path.GetDirectoryName(Path.GetFullPath(path)));
        }
        catch (GraphException e)
        {
            throw new GraphException($"'{path}': {e.Message}", e);
        }
    }

    /// <summary>Reads a model from memory; external data is looked for in <paramref name="folder"/>.</summary>
    /// <exception cref="GraphException">The bytes are no model.</exception>
    public static Model Read(ReadOnlySpan<byte> bytes, string? folder = null)
    {
        ModelProto proto;
        try
        {
            proto = ModelProto.Parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new GraphException("This is no ONNX model, or it is truncated; export or download it again.", e);
        }
        if (proto.Graph is null || proto.OpsetImport.Count == 0)
            throw new GraphException("This is no ONNX model, or it is truncated: it holds no graph; export or download it again.");
        return new GraphReader(new TensorReader(folder)).Model(proto);
    }

    /// <summary>The model as the bytes of an ONNX file.</summary>
    public static byte[] Write(Model model) => new GraphWriter().Model(model).ToByteArray();

    /// <summary>Writes the model to <paramref name="path"/> by way of a temporary file, so that a half-written file never stands there.</summary>
    public static void Write(Model model, string path)
    {
        var temporary = path + ".partial";
        try
        {
            File.WriteAllBytes(temporary, Write(model));
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            File.Delete(temporary);
            throw new GraphException($"'{path}' cannot be written: {e.Message}", e);
        }
    }
}
