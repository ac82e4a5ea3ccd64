using Rhumb.Autodiff.Graphs;

namespace Rhumb.Training.Trainer;

/// <summary>Who minimises what: the parameters whose names begin with <paramref name="Prefix"/> descend <paramref name="Loss"/>.</summary>
/// <param name="Name">What reports call the loss.</param>
/// <param name="Prefix">Beginning of the parameters' names; "" for all.</param>
/// <param name="Loss">The scalar that is minimised.</param>
public sealed record Objective(string Name, string Prefix, Value Loss);
