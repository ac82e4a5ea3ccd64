using Rhumb.Generators.Shapes;
using Rhumb.Runtime;
using Rhumb.Tests.Training.Data;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;

namespace Rhumb.Tests.Training.Recipes;

public sealed class ErrorMinerTests
{
    private static readonly ShapeRecipe Recipe = HandSetShapes.Recipe with { Network = HandSetShapes.Recipe.Network with { DecoderWidths = [2] } };

    private static readonly ParameterLayout Layout = ParameterLayout.Of((g, parameters) => ShapeLoss.Build(Recipe, g, parameters));

    /// <summary>The logit 0.38 − 12.8 |x|: −0.32 in the fourth layer of cells from x = 0, −0.52 in the fifth, −0.72 in the sixth.</summary>
    private static readonly float[] Slab = HandSetShapes.Set(Layout,
        ("decoder.layer0.weight", [1, -1, 0, 0, 0, 0]), ("decoder.field.weight", [-6.4f, -6.4f]), ("decoder.field.bias", [0.38f]));

    [Fact]
    public void Crumbs_and_breaks_are_wrong_and_surfaces_a_cell_off_are_not()
    {
        // Solid by the network: x 28 … 35, all y and z. It should be the lower half of that and a block beside it.
        var whole = Solid((28, 35, 0, 31, 0, 63), (44, 45, 0, 9, 0, 9));
        var wrong = Wrong(new ErrorMining(Level: -0.4, Margin: 0), whole);
        Assert.Equal(Cells((28, 35, 33, 63, 0, 63), (44, 45, 0, 9, 0, 9)), wrong);   // y = 32 touches the shape
    }

    [Fact]
    public void What_is_nearly_a_crumb_or_nearly_a_break_is_wrong_too()
    {
        // Nearly solid: x 27 and 36. The shape reaches into the second of them below y = 8.
        var whole = Solid((28, 35, 0, 31, 0, 63), (36, 36, 0, 7, 0, 63));
        var wrong = Wrong(new ErrorMining(Level: -0.4, Margin: 0.3), whole);
        Assert.Equal(Cells((28, 35, 33, 63, 0, 63), (27, 27, 32, 63, 0, 63), (36, 36, 32, 63, 0, 63), (36, 36, 0, 7, 0, 63)), wrong);
        Assert.Equal(Cells((28, 35, 33, 63, 0, 63), (36, 36, 0, 7, 0, 63)), Wrong(new ErrorMining(Level: -0.4, Margin: 0.1), whole));
    }

    private static int[] Wrong(ErrorMining settings, VoxelSolid whole)
    {
        using var miner = new ErrorMiner(settings, Recipe.Network, Layout);
        using var theta = Tensor.Create<float>(Slab, Slab.Length);
        return [.. miner.Wrong(theta, new float[Recipe.Network.ShapeCode], whole).Order()];
    }

    private static int[] Cells(params (int X0, int X1, int Y0, int Y1, int Z0, int Z1)[] boxes) => [.. Solid(boxes).Inside()];

    private static VoxelSolid Solid(params (int X0, int X1, int Y0, int Y1, int Z0, int Z1)[] boxes)
    {
        var solid = new VoxelSolid(64);
        foreach (var box in boxes)
            foreach (var cell in Models.Box(64, box.X0, box.X1, box.Y0, box.Y1, box.Z0, box.Z1).Inside())
                solid[cell] = true;
        return solid;
    }
}
