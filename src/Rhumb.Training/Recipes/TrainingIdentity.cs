using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>What a checkpoint belongs to.</summary>
internal static class TrainingIdentity
{
    /// <summary>A hash, 32 hexadecimal digits, of all of a recipe, of the parameters' names and shapes, and of the images.</summary>
    public static string Of<T>(T recipe, ParameterLayout layout, ImageDataSet data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{JsonSerializer.Serialize(recipe)}\n{layout.Signature}\n{data.Height} {data.Width} {string.Join(' ', data.Classes)}\n"));
        hash.AppendData(data.Pixels);
        hash.AppendData(data.Labels);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }
}
