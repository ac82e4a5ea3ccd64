using Rhumb.Autodiff.Graphs;

namespace Rhumb.Training.Trainer;

/// <summary>A loss graph under construction.</summary>
/// <param name="Inputs">Everything fed at each step: batches and scalars, of known shapes.</param>
/// <param name="Loss">The scalar that is minimised.</param>
/// <param name="Reports">Further scalars to watch, by name.</param>
public sealed record LossTerms(IReadOnlyList<Value> Inputs, Value Loss, IReadOnlyDictionary<string, Value> Reports);
