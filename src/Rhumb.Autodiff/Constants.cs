using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff;

/// <summary>Operands that must be known when a graph is transformed: axes, shapes, pads.</summary>
internal static class Constants
{
    /// <summary>Integers of operand <paramref name="index"/>.</summary>
    /// <exception cref="GraphException">It is not constant.</exception>
    public static long[] Ints(Node node, int index) => Of(node, index).ToInts();

    /// <summary>Integers of an optional operand, or null where it is left out.</summary>
    public static long[]? OptionalInts(Node node, int index) => node.Input(index) is null ? null : Ints(node, index);

    public static TensorData Of(Node node, int index)
    {
        var value = node.Input(index) ?? throw GraphException.Contradiction($"{node.Title} lacks operand {index}.");
        return value.Constant ?? throw new GraphException(
            $"{node.Title}: operand {index} ('{value.Name}') depends on the model's inputs, so shapes would change from run to run; export the model with fixed shapes.");
    }
}
