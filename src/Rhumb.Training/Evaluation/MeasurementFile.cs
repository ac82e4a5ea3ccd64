using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rhumb.Training.Evaluation;

/// <summary>Measurements by name, kept in a JSON file after each: measuring takes long, and may be stopped and gone on with.</summary>
public sealed class MeasurementFile
{
    private readonly string _path;
    private readonly JsonObject _values;

    /// <summary>Opens <paramref name="path"/>; measurements of another generator (<paramref name="modelHash"/>) are forgotten.</summary>
    public MeasurementFile(string path, string modelHash)
    {
        _path = path;
        _values = Read(path) is { } known && known["model"]?.GetValue<string>() == modelHash ? known : new JsonObject { ["model"] = modelHash };
    }

    /// <summary>The value called <paramref name="name"/>, measured only where it is not there yet.</summary>
    public async Task<T> GetAsync<T>(string name, Func<Task<T>> measure)
    {
        if (_values[name] is { } known)
            return known.Deserialize<T>()!;
        var value = await measure();
        _values[name] = JsonSerializer.SerializeToNode(value);
        AtomicFile.Write(_path, JsonSerializer.SerializeToUtf8Bytes(_values, new JsonSerializerOptions { WriteIndented = false }));
        return value;
    }

    private static JsonObject? Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null; // damaged: everything can be measured again
        }
    }
}
