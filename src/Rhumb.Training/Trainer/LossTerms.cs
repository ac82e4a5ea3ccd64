using Rhumb.Autodiff.Graphs;

namespace Rhumb.Training.Trainer;

/// <summary>
/// Losses under construction in a graph. With several objectives, as adversaries have, each owns the parameters that it names, and all take their step at once from the same
/// weights.
/// </summary>
/// <param name="Inputs">Everything fed at each step: batches and scalars, of known shapes.</param>
/// <param name="Objectives">Who minimises what; together they own every parameter once.</param>
/// <param name="Reports">Further scalars to watch, by name.</param>
public sealed record LossTerms(IReadOnlyList<Value> Inputs, IReadOnlyList<Objective> Objectives, IReadOnlyDictionary<string, Value> Reports)
{
    /// <summary>One loss for all parameters.</summary>
    public LossTerms(IReadOnlyList<Value> inputs, Value loss, IReadOnlyDictionary<string, Value> reports)
        : this(inputs, [new Objective("loss", "", loss)], reports) { }
}
