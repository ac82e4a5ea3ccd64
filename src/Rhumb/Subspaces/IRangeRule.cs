using Rhumb.Generators;

namespace Rhumb.Subspaces;

/// <summary>Chooses the half-range R_i of each slider.</summary>
public interface IRangeRule
{
    /// <summary><paramref name="subspace"/> with its ranges [k] set by this rule, each positive and capped by the prior.</summary>
    Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation);
}
