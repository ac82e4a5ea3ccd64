using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Rhumb.Generators;

namespace Rhumb.Cli.Options;

/// <summary><c>--prior</c>: the distribution of a latent.</summary>
internal sealed class PriorOption : Option<LatentPrior?>
{
    public PriorOption() : base("--prior")
    {
        HelpName = "normal[:S]|uniform[:LOW:HIGH]|sphere[:R]";
        Description = "What the latent was drawn from in training: N(0, S²), a box, or a sphere of radius R [default: normal:1].";
        CustomParser = Parse;
    }

    private LatentPrior? Parse(ArgumentResult result)
    {
        var typed = result.Tokens[0].Value;
        var parts = typed.Split(':');
        var numbers = parts.Skip(1).Select(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : (double?)null).ToArray();
        LatentPrior? prior = (parts[0].ToLowerInvariant(), numbers) switch
        {
            ("normal", []) => new NormalPrior(),
            ("normal", [> 0]) => new NormalPrior(numbers[0]!.Value),
            ("uniform", []) => new UniformPrior(),
            ("uniform", [{ } low, { } high]) when low < high => new UniformPrior(low, high),
            ("sphere", []) => new SphericalPrior(),
            ("sphere", [> 0]) => new SphericalPrior(numbers[0]!.Value),
            _ => null,
        };
        if (prior is null)
            result.AddError($"--prior is normal, normal:S, uniform, uniform:LOW:HIGH, sphere or sphere:R, not '{typed}'.");
        return prior;
    }
}
