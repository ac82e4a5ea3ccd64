using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Autodiff;

/// <summary>Vector–Jacobian products: the graph of (z, u) ↦ (x, Jᵀ u), J = ∂x/∂z, for K covectors at once.</summary>
public static class Vjp
{
    /// <summary>
    /// The model with, besides its own inputs and outputs, an input <c>&lt;of&gt;_cotangent</c> [K, …] for each output differentiated and an output
    /// <c>&lt;wrt&gt;_cotangent</c> [K, …] for each input differentiated by. At batch 1, K stands in place of the batch axis.
    /// </summary>
    /// <exception cref="GraphException">Names the node and the way out.</exception>
    public static Model Build(Model model, DerivativeRequest request, GraphProbe probe)
    {
        return Malformed.Judged(() => Specialise.Verify(model, request, probe), () =>
        {
            var derivative = new Derivative(model, request, probe);
            var transposed = Transpose.Run(derivative.Linearised(), derivative.Model.Opset, derivative.Of);
            return derivative.Assembled(transposed, derivative.Active, value => $"{value.Name}_cotangent");
        });
    }
}
