using Rhumb.Autodiff.Graphs;

namespace Rhumb.Training.Architectures;

/// <summary>
/// Where an architecture gets its parameters: the same few lines describe the network that is trained (parameters are parts of one vector)
/// and the one that is exported (parameters are constants).
/// </summary>
public interface IParameterSource
{
    /// <summary>The parameter called <paramref name="name"/>, of the given shape; each name is asked for once.</summary>
    Value Get(string name, Initialiser initialiser, params ReadOnlySpan<long> shape);
}
