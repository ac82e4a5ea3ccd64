using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary><c>--latent FILE</c>: points from a file.</summary>
internal sealed class LatentOption : Option<string>
{
    public LatentOption() : base("--latent")
    {
        HelpName = "FILE";
        Description = "Latent points: an .npy of shape [d] or [b, d], or anything that Rhumb exported (its recipe is inside).";
    }
}
