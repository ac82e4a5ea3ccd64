using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Training.Data;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

public sealed class PriorSelectionTests
{
    private const int Resolution = 24, Draws = 40;   // enough for these shapes, and quick

    [Fact]
    public async Task The_hand_set_shapes_hang_together_where_their_code_is_nearly_whole()
    {
        using var shapes = Trained();
        foreach (var (code, parts) in new[] { (0f, 1), (0.1f, 1), (0.5f, 2), (1f, 1), (1.6f, 2), (5f, 1) })
            Assert.Equal(parts, (await shapes.DecodeAsync(HandSetShapes.Code(code), Resolution, TestContext.Current.CancellationToken)).ComponentSizes().Count);
    }

    [Fact]
    public async Task What_falls_apart_and_what_makes_mixtures_fall_apart_is_left_out() =>
        // 0.5 falls apart by itself. 1 holds, but not in mixtures with 0; it leaves alone, because the worst goes first and then the others hold.
        Assert.Equal([0, 2, 4], await SelectAsync(0, 0.5f, 0, 1, 0));

    [Fact]
    public async Task Where_all_mixtures_hold_everything_stays() =>
        Assert.Equal([0, 1, 2, 3], await SelectAsync(0, 0, 0.1f, 0));

    [Fact]
    public async Task Half_of_the_shapes_stay_even_where_their_mixtures_fall_apart() =>
        Assert.Equal(3, (await SelectAsync(0, 1, 2, 3, 4, 5)).Count);

    [Fact]
    public async Task Where_nothing_holds_or_only_two_are_left_they_are_mixed_all_the_same()
    {
        Assert.Equal([0, 1, 2], await SelectAsync(0.5f, 0.5f, 0.5f));
        Assert.Equal([0, 2], await SelectAsync(0, 0.5f, 1));
    }

    [Fact]
    public async Task An_exported_prior_mixes_the_chosen_shapes_alone()
    {
        // By their share of solid cells: c = 0, ½ (falls apart), 0.
        var trainer = new ShapeTrainer(HandSetShapes.Recipe, new ShapeDataSet([Blocks(4), Blocks(3), Blocks(4)], []), TimeProvider.System);
        var state = TrainingState.Start(trainer.Layout, 1) with { Average = HandSetShapes.Theta };
        var prior = (await trainer.ExportAsync(state, TestContext.Current.CancellationToken)).Prior;
        var codes = Assert.Single(prior.Graph.Initialisers(), value => value.Name == "prior.codes");
        Assert.Equal([2, HandSetShapes.Recipe.Network.CodeLength], codes.Shape);
        Assert.All(codes.Constant!.AsSpan<float>().ToArray(), value => Assert.Equal(0, value, 1e-5));
    }

    private static TrainedShapes Trained() => new(HandSetShapes.Recipe.Network, HandSetShapes.Layout, HandSetShapes.Theta, HandSetShapes.Recipe.IsoLevel);

    /// <summary>What is chosen among shapes of these codes, none of which is like another.</summary>
    private static async Task<IReadOnlyList<int>> SelectAsync(params float[] codes)
    {
        using var trained = Trained();
        var (keys, table) = (new RowMatrix(codes.Length, codes.Length), new RowMatrix(codes.Length, HandSetShapes.Recipe.Network.CodeLength));
        for (var i = 0; i < codes.Length; i++)
        {
            keys.Row(i)[i] = 1;
            HandSetShapes.Code(codes[i]).CopyTo(table.Row(i));
        }
        return await new PriorSelection(trained, keys, table, HandSetShapes.Recipe.Prior, seed: 1) { Resolution = Resolution, Draws = Draws }.RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>So many quarters of a cube, two of them diagonally: the box of all is the cube.</summary>
    private static TrainingShape Blocks(int count)
    {
        var solid = new VoxelSolid(64);
        foreach (var (x, y) in new[] { (0, 0), (32, 32), (0, 32), (32, 0) }.Take(count))
            foreach (var cell in Models.Box(64, x, x + 31, y, y + 31, 0, 63).Inside())
                solid[cell] = true;
        return Models.Shape(solid);
    }
}
