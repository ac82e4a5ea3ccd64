using System.CommandLine;
using Rhumb.Generators;

namespace Rhumb.Cli.Options;

/// <summary><c>--condition NAME=VALUE</c>, which may be repeated: what a point chooses besides its latent.</summary>
internal sealed class ConditionOption : Option<string[]>
{
    public ConditionOption() : base("--condition")
    {
        HelpName = "NAME=VALUE";
        Description = "Fix a condition: label=boot, strength=0.5, photo=FILE.png; may be repeated. What is left open is drawn (a picture is grey), or taken from the latent's file.";
    }

    /// <summary><paramref name="point"/> under the conditions <paramref name="typed"/>.</summary>
    /// <exception cref="UsageException">One is not of the form NAME=VALUE.</exception>
    /// <exception cref="RhumbException">The generator has no such condition or class.</exception>
    public static Point Apply(IReadOnlyList<string>? typed, IGenerator generator, Point point)
    {
        var chosen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var each in typed ?? [])
        {
            var at = each.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new UsageException($"--condition takes NAME=VALUE, not '{each}'.");
            if (!chosen.TryAdd(each[..at], generator.LatentSpace.ConditionOf(each[..at]) is ImageCondition ? Picture(each[(at + 1)..]) : each[(at + 1)..]))
                throw new UsageException($"--condition chooses '{each[..at]}' twice; choose once.");
        }
        return chosen.Count == 0 ? point : generator.LatentSpace.WithConditions(point, chosen);
    }

    private static string Picture(string path)
    {
        try
        {
            return ImageCondition.Address(File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{path}' cannot be read ({error.Message.TrimEnd('.')}); name a PNG file.", error);
        }
    }
}
