using System.Text.Json;
using Rhumb.Media;

namespace Rhumb.Tests.Cli;

/// <summary>What the verbs do alike on generators of every kind.</summary>
internal static class KindVerbs
{
    /// <summary>Two directions are found under <paramref name="condition"/>, and each changes something.</summary>
    public static async Task FindsDirectionsAsync(string generator, string condition, string metric)
    {
        var result = await RhumbProcess.SucceedAsync("directions", generator, "--rank", "2", "--condition", condition, "--metric", metric, "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(2, document.RootElement.GetProperty("directions").GetArrayLength());
        Assert.All(document.RootElement.GetProperty("singularValues").EnumerateArray(), value => Assert.True(value.GetDouble() > 0));
    }

    /// <summary>
    /// Runs <paramref name="verb"/> on <paramref name="generator"/>; arguments with a dot, and "out", are files in <paramref name="folder"/>, where z.npy is the latent of <paramref name="dimension"/> zeros.
    /// </summary>
    public static Task<RhumbProcess> RunAsync(TemporaryFolder folder, string generator, int dimension, string verb, string[] arguments)
    {
        NpyFile.Write(folder["z.npy"], new float[dimension], dimension);
        return RhumbProcess.RunAsync([verb, generator, .. arguments.Select(argument => argument.Contains('.', StringComparison.Ordinal) || argument == "out" ? folder[argument] : argument)]);
    }
}
