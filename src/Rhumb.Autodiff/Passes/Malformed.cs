using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Rules take operands and attributes as their operator's definition gives them. A damaged file may hold fewer, or others, and then a rule fails in the
/// middle: that is told here, once, as one sentence that names the node.
/// </summary>
internal static class Malformed
{
    /// <summary>The result of a rule for a node.</summary>
    /// <exception cref="GraphException">The rule could not make sense of the node.</exception>
    public static T Told<T>(Node node, long opset, Func<T> rule)
    {
        try
        {
            return rule();
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or NullReferenceException or InvalidOperationException or KeyNotFoundException
            or InvalidCastException or OverflowException or DivideByZeroException or OutOfMemoryException)
        {
            throw new GraphException($"{node.Title} (operator set {opset}) does not have the operands or attributes that its operator asks for; the model is damaged, export it again.", e);
        }
    }
}
