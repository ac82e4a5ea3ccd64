using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff;

/// <summary>
/// Runs a model once on the given inputs and returns its outputs by name. The caller supplies it, so that this library needs no runtime.
/// </summary>
public delegate IReadOnlyDictionary<string, TensorData> GraphProbe(Model model, IReadOnlyDictionary<string, TensorData> inputs);
