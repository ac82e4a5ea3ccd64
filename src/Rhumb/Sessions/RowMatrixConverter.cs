using System.Text.Json;
using System.Text.Json.Serialization;
using Rhumb.LinearAlgebra;

namespace Rhumb.Sessions;

/// <summary>A matrix as an array of rows, readable by anything; float32 survives exactly (shortest round trip).</summary>
internal sealed class RowMatrixConverter : JsonConverter<RowMatrix>
{
    public override RowMatrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var rows = JsonSerializer.Deserialize<float[][]>(ref reader, options) ?? [];
        var columns = rows.Length == 0 ? 0 : rows[0].Length;
        if (rows.Any(row => row is null || row.Length != columns)) throw new JsonException("The rows of a matrix have different lengths.");
        return new RowMatrix(rows.Length, columns, [.. rows.SelectMany(row => row)]);
    }

    public override void Write(Utf8JsonWriter writer, RowMatrix value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var i = 0; i < value.Rows; i++)
        {
            writer.WriteStartArray();
            foreach (var entry in value.Row(i)) writer.WriteNumberValue(entry);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
