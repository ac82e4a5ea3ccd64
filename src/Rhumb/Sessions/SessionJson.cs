using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rhumb.Sessions;

/// <summary>How sessions, events, points and subspaces are written as JSON: camel case, matrices as arrays of rows.</summary>
public static class SessionJson
{
    /// <summary>The options; also fit for web endpoints that send these types.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            IgnoreReadOnlyProperties = true,
            RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.Never,
            Converters = { new RowMatrixConverter() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
