namespace Rhumb.Generators;

/// <summary>Which latent is walked.</summary>
public enum WalkSpace
{
    /// <summary>The input of the prior network; the decoder's own latent where there is none.</summary>
    Prior,

    /// <summary>The decoder's own latent, the code.</summary>
    Code,
}
