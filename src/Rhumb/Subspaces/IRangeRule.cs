using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>Chooses the half-ranges R_i of each slider, up and down.</summary>
public interface IRangeRule
{
    /// <summary><paramref name="subspace"/> with its ranges [k], up and down, set by this rule, each positive and capped by the prior.</summary>
    Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation);
}
