using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Rules take operands and attributes as their operator's definition gives them. A damaged file may hold fewer, or others, and then a rule fails in the
/// middle: that is told here, once, as one sentence that names the node.
/// </summary>
internal static class Malformed
{
    private static readonly HashSet<string> WithoutOperands = ["Constant", "RandomNormal", "RandomUniform", "SequenceEmpty", "Optional", "If", "Loop", "Resize", "Concat"];

    private static readonly HashSet<string> OfTwoOperands = ["Add", "Sub", "Mul", "Div", "Pow", "MatMul", "Gemm", "Conv", "ConvTranspose", "Reshape", "Expand", "Tile", "Gather", "Where"];

    /// <summary>Passes look at the operands of a few operators directly: these must be there.</summary>
    /// <exception cref="GraphException">A node lacks one.</exception>
    public static void Check(Graph graph)
    {
        foreach (var node in graph.Nodes.Where(node => node.Domain.Length == 0))
        {
            var least = OfTwoOperands.Contains(node.OpType) ? 2 : WithoutOperands.Contains(node.OpType) ? 0 : 1;
            for (var i = 0; i < least; i++)
                if (node.Input(i) is null)
                    throw new GraphException($"{node.Title} lacks operand {i}; the model is damaged, export it again.");
            if (least > 0 && node.OpType is not ("Split" or "TopK") && node.Outputs[0] is null)
                throw new GraphException($"{node.Title} lacks its first result; the model is damaged, export it again.");
        }
    }

    /// <summary>The result of a rule for a node.</summary>
    /// <exception cref="GraphException">The rule could not make sense of the node.</exception>
    public static T Told<T>(Node node, Func<T> rule)
    {
        try
        {
            return rule();
        }
        catch (GraphException e) when (!e.Message.Contains(node.Title, StringComparison.Ordinal))
        {
            throw new GraphException($"{node.Title}: {e.Message}", e);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or KeyNotFoundException
            or InvalidCastException or OverflowException or DivideByZeroException or OutOfMemoryException)
        {
            throw new GraphException($"{node.Title} does not have the operands or attributes that its operator asks for; the model is damaged, export it again.", e);
        }
    }
}
