using Rhumb.Generators;

namespace Rhumb.Cli.Options;

/// <summary><c>--space</c>: the latent space that points lie in.</summary>
internal sealed class SpaceOption()
    : ChoiceOption<WalkSpace>("--space", "The latent space: the prior network's input, or the decoder's own code.", WalkSpace.Prior);
