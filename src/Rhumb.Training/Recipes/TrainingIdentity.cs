using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>What a checkpoint belongs to.</summary>
internal static class TrainingIdentity
{
    /// <summary>A hash, 32 hexadecimal digits, of all of a recipe, of the parameters' names and shapes, of the images, and of what else the training looks at.</summary>
    public static string Of<T>(T recipe, ParameterLayout layout, ImageDataSet data, string? other = null)
    {
        var values = string.Join(' ', data.Attributes.SelectMany(attribute => attribute.Values));
        return Of($"{JsonSerializer.Serialize(recipe)}\n{layout.Signature}\n{data.Height} {data.Width} {values}\n{(other is null ? "" : other + "\n")}", data.Pixels, data.Labels);
    }

    /// <summary>As above, of a <paramref name="recipe"/> and data that are text and bytes already.</summary>
    public static string Of(string recipe, ParameterLayout layout, byte[] data) => Of($"{recipe}\n{layout.Signature}\n", data);

    private static string Of(string text, params ReadOnlySpan<byte[]> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(text));
        foreach (var bytes in data)
            hash.AppendData(bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
