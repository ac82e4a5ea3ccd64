using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Autodiff;

/// <summary>Jacobian–vector products: the graph of (z, v) ↦ (x, J v), J = ∂x/∂z, for K vectors at once.</summary>
public static class Jvp
{
    /// <summary>
    /// The model with, besides its own inputs and outputs, an input <c>&lt;wrt&gt;_tangent</c> [K, …] for each input differentiated by and an output
    /// <c>&lt;of&gt;_tangent</c> [K, …] for each output differentiated. At batch 1, K stands in place of the batch axis.
    /// </summary>
    /// <exception cref="GraphException">Names the node and the way out.</exception>
    public static Model Build(Model model, DerivativeRequest request, GraphProbe probe)
    {
        return Malformed.Judged(() => Specialise.Verify(model, request, probe), () =>
        {
            var derivative = new Derivative(model, request, probe);
            return derivative.Assembled(derivative.Linearised(), derivative.Of, value => $"{value.Name}_tangent");
        });
    }
}
