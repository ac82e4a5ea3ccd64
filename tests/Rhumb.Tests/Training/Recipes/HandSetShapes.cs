using Rhumb.Training.Architectures;
using Rhumb.Training.Recipes;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>
/// A network small enough to set its weights by hand, so that it is known which shapes hang together. The code c [1] of a shape is 2 − 2 · its share of solid cells, and
/// its logit is 1.2 + 20 |x| − 8 · (distance of c from the nearest whole number): one block where c is nearly whole, two blocks beside x = 0 where c is in between.
/// </summary>
internal static class HandSetShapes
{
    /// <summary>The largest c for which the logit is as said.</summary>
    public const int Largest = 5;

    private const int Steps = 2 * Largest + 2;

    public static ShapeRecipe Recipe { get; } = new()
    {
        Network = new ImplicitAutoencoder
        {
            VoxelSize = 16, ShapeCode = 1, EncoderConvolutions = [new(1, 16, 16, 0)], EncoderWidth = 1, DecoderWidths = [2 + Steps], Octaves = 0, Slope = 0,
        },
        Thickening = null, HoldOutEvery = 0, IsoLevel = 0,
        Prior = new NeighbourPriorSettings { Sharpness = 0.5, SideDeviation = 0, DeformationScale = 0 },
    };

    public static ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => ShapeLoss.Build(Recipe, g, parameters));

    public static float[] Theta { get; } = Set(Layout,
        ("encoder.conv0.weight", [.. Enumerable.Repeat(1 / 4096f, 4096)]),
        ("encoder.hidden.weight", [-2]), ("encoder.hidden.bias", [2]), ("encoder.code.weight", [1, 0]),
        // Two units of |2x|, then units of max(0, c − j/2), from which the distance to whole numbers is put together.
        ("decoder.layer0.weight", [1, -1, .. new float[Steps], .. new float[2 * (2 + Steps)]]),
        ("decoder.layer0.bias", [0, 0, .. Enumerable.Range(0, Steps).Select(j => -j / 2f)]),
        ("decoder.layer0.modulation.weight", [.. new float[2 + Steps], 0, 0, .. Enumerable.Repeat(1f, Steps)]),
        ("decoder.field.weight", [10, 10, -8, .. Enumerable.Range(1, Steps - 1).Select(j => j % 2 == 1 ? 16f : -16f)]), ("decoder.field.bias", [1.2f]));

    /// <summary>z [1 + 3 + 12] of the undeformed shape with code <paramref name="c"/> in a cube.</summary>
    public static float[] Code(float c) => [c, .. new float[Recipe.Network.CodeLength - 1]];

    /// <summary>Parameters that are zero but for those given.</summary>
    public static float[] Set(ParameterLayout layout, params (string Name, float[] Values)[] given)
    {
        var theta = new float[layout.Count];
        foreach (var (name, values) in given)
        {
            var parameter = layout.Parameters.Single(p => p.Name == name);
            Assert.Equal(parameter.Count, values.Length);
            values.CopyTo(theta, parameter.Offset);
        }
        return theta;
    }
}
