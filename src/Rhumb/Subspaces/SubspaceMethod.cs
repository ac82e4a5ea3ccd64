using System.Text.Json.Serialization;

namespace Rhumb.Subspaces;

/// <summary>How the singular vectors of the Jacobian are computed.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SubspaceMethod>))]
public enum SubspaceMethod
{
    /// <summary>Exact where d ≤ 256 or the exact Gram is no dearer, block iteration otherwise.</summary>
    [JsonStringEnumMemberName("auto")]
    Auto,

    /// <summary>The exact Gram matrix.</summary>
    [JsonStringEnumMemberName("exact")]
    Exact,

    /// <summary>Block subspace iteration.</summary>
    [JsonStringEnumMemberName("block")]
    Block,

    /// <summary>The original's random rows by reverse mode.</summary>
    [JsonStringEnumMemberName("rows")]
    Rows,

    /// <summary>The original's forward differences.</summary>
    [JsonStringEnumMemberName("differences")]
    Differences,

    /// <summary>No Jacobian: random directions of the prior's tangent space.</summary>
    [JsonStringEnumMemberName("random")]
    Random,
}
