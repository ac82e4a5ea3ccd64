using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Rules take operands and attributes as their operator's definition gives them. Where a rule fails in the middle, either the file holds others, or the rule is
/// wrong. Which of the two is decided here, once: the runtime is asked whether it runs the model.
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
            throw new GraphException($"{node.Title}: {e.Message}", e) { IsContradiction = e.IsContradiction };
        }
        catch (OutOfMemoryException e)
        {
            throw new GraphException($"{node.Title}: its derivative needs more memory than there is; export the model with shorter axes.", e);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or KeyNotFoundException
            or InvalidCastException or OverflowException or DivideByZeroException)
        {
            throw new GraphException($"{node.Title}: its operands and attributes do not fit its operator ({e.GetType().Name}).", e) { IsContradiction = true };
        }
    }

    /// <summary>The derivative that <paramref name="build"/> makes of a model; parts that do not fit together are laid to the file or to us.</summary>
    /// <param name="verify">Throws what the runtime has against the model, in one sentence.</param>
    /// <param name="build">Makes the derivative.</param>
    /// <exception cref="GraphException">As the passes throw it; <see cref="GraphException.IsDefect"/> where the runtime has nothing against the model.</exception>
    public static Model Judged(Action verify, Func<Model> build)
    {
        try
        {
            return build();
        }
        catch (GraphException e) when (e.IsContradiction)
        {
            verify();
            throw Defect(e.Message.TrimEnd('.'), "the runtime runs the model as it is", e);
        }
    }

    /// <summary>What a rule of ours did wrong with a node.</summary>
    public static GraphException Defect(Node node, string what) => Defect(node.Title, what, null);

    private static GraphException Defect(string where, string what, Exception? inner) =>
        new($"{where}; {what}, so this is a defect of Rhumb: please report it, with the model if you can.", inner!) { IsDefect = true };
}
