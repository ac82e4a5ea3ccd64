using System.CommandLine;
using Rhumb.Generators;

namespace Rhumb.Cli.Options;

/// <summary><c>--space</c>: the latent space that points lie in.</summary>
/// <param name="note">What the verb adds to the description.</param>
internal sealed class SpaceOption(string note = "")
    : ChoiceOption<WalkSpace>("--space", "The latent space: the prior network's input, or the decoder's own code." + note, WalkSpace.Prior)
{
    /// <summary>For verbs that take points from files.</summary>
    public const string OfFiles = " Without it what Rhumb exported opens in the space that it was made in.";

    /// <summary>The space that was typed; null where it was left open.</summary>
    public WalkSpace? Typed(ParseResult parsed) => parsed.GetResult(this) is { Implicit: false } ? parsed.GetValue(this) : null;
}
