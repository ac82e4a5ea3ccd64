using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Trains a shape generator's networks: data and recipe in, weights out, with checkpoints on the way.</summary>
/// <param name="recipe">The recipe.</param>
/// <param name="data">The shapes.</param>
/// <param name="time">The clock.</param>
public sealed class ShapeTrainer(ShapeRecipe recipe, ShapeDataSet data, TimeProvider time)
{
    private const int Watched = 4, Resolution = 64;

    /// <summary>Where training runs. Kernels whose result varies from run to run are avoided, so that the same seed gives the same weights.</summary>
    public ExecutionDevice Device { get; init; } = ExecutionDevice.Cpu with { Deterministic = true };

    /// <summary>The parameters of the recipe's network.</summary>
    public ParameterLayout Layout { get; } = ParameterLayout.Of((g, parameters) => ShapeLoss.Build(recipe, g, parameters));

    /// <summary>The shapes trained on, as they are.</summary>
    public IReadOnlyList<TrainingShape> Training { get; } = [.. data.Shapes.Where((_, i) => !recipe.IsHeldOut(i, data.Shapes.Count))];

    /// <summary>The shapes held out.</summary>
    public IReadOnlyList<TrainingShape> HeldOut { get; } = [.. data.Shapes.Where((_, i) => recipe.IsHeldOut(i, data.Shapes.Count))];

    /// <summary>
    /// Data, seed, layout and all of the recipe that training depends on, in one hash: only a checkpoint with the same one is gone on from.
    /// Iso level, and sharpness and deviations of the prior, are chosen afterwards.
    /// </summary>
    public string Identity
    {
        get
        {
            var trained = recipe with { IsoLevel = 0, Prior = recipe.Prior with { Sharpness = 0, SideDeviation = 0, DeformationScale = 0 } };
            var shapes = string.Join('\n', data.Shapes.Select(shape => $"{shape.Source.Id} {shape.Solid.Occupied}"));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
                $"{JsonSerializer.Serialize(trained, new JsonSerializerOptions { IncludeFields = true })}\n{Layout.Signature}\n{shapes}")))[..32];
        }
    }

    /// <summary>The shape that training aims at: its thin parts strengthened as the recipe says.</summary>
    public TrainingShape Target(TrainingShape shape) => recipe.Thickening is { } thickening ? shape with { Solid = thickening.Apply(shape.Solid) } : shape;

    /// <summary>Trains, or goes on from the checkpoint.</summary>
    /// <param name="checkpoint">Path of the checkpoint.</param>
    /// <param name="resume">Whether to go on from it; else training starts anew and replaces it.</param>
    /// <param name="progress">Told of every point of the curve.</param>
    /// <param name="cancellation">Stops after the step in progress, with a checkpoint.</param>
    public TrainingState Train(string checkpoint, bool resume, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress($"Preparing {Training.Count} shapes for training"));
        var targets = Training.AsParallel().AsOrdered().WithCancellation(cancellation).Select(Target).ToArray();
        using var batches = new ShapeBatches(recipe, Layout, targets);
        var watched = Enumerable.Range(0, Math.Min(Watched, targets.Length)).Select(i => i * targets.Length / Watched).Distinct().ToArray();
        return new TrainingJob
        {
            Layout = Layout,
            Identity = Identity,
            Seed = recipe.Seed,
            Loss = (g, parameters) => ShapeLoss.Build(recipe, g, parameters),
            Optimizer = recipe.Optimizer,
            Plan = recipe.Plan,
            Batches = batches,
            Measure = (average, token) => Measure(average, [.. watched.Select(i => (Training[i], targets[i]))], token),
            Device = Device,
        }.Run(checkpoint, resume, time, progress, cancellation);
    }

    /// <summary>The exported networks: decoder, encoder, and the prior over the codes of those training shapes whose mixtures hang together.</summary>
    public async Task<ShapeGeneratorModels> ExportAsync(TrainingState state, CancellationToken cancellation)
    {
        var (network, n) = (recipe.Network, recipe.Network.VoxelSize);
        var targets = Training.AsParallel().AsOrdered().Select(Target).ToArray();
        var keys = NeighbourKeys.Of([.. targets.Select(shape => BoxedVoxels.Of(shape.Solid, shape.Extent, n))], n, recipe.Prior);
        var codes = new RowMatrix(targets.Length, network.CodeLength);
        using var trained = new TrainedShapes(network, Layout, state.Average, recipe.IsoLevel);
        for (var i = 0; i < targets.Length; i++)
            trained.Encode(targets[i].Solid, targets[i].Extent).CopyTo(codes.Row(i));
        var mixed = await new PriorSelection(trained, keys, codes, recipe.Prior, recipe.Seed).RunAsync(cancellation);
        return new ShapeGeneratorModels(
            ShapeNetworks.Decoder(network, Layout, state.Average), ShapeNetworks.Prior(PriorSelection.Rows(keys, mixed), PriorSelection.Rows(codes, mixed), recipe.Prior),
            ShapeNetworks.Encoder(network, Layout, state.Average), keys.Columns + 3 + ShapeDeformation.Coordinates, network.CodeLength, Deviation(codes, network.ShapeCode), recipe.IsoLevel);
    }

    /// <summary>Root mean square of the codes' coordinates, sides left out.</summary>
    private static double Deviation(RowMatrix codes, int length)
    {
        var sum = 0.0;
        for (var i = 0; i < codes.Rows; i++)
            foreach (var value in codes.Row(i)[..length])
                sum += (double)value * value;
        return Math.Sqrt(sum / ((double)codes.Rows * length));
    }

    /// <summary>Mean IoU of a few training shapes with what they decode to at 64³.</summary>
    private Dictionary<string, double> Measure(float[] theta, IReadOnlyList<(TrainingShape Truth, TrainingShape Target)> shapes, CancellationToken cancellation)
    {
        using var trained = new TrainedShapes(recipe.Network, Layout, theta, recipe.IsoLevel);
        var (plain, thick) = (0.0, 0.0);
        foreach (var (truth, target) in shapes)
        {
            var decoded = trained.DecodeAsync(trained.Encode(target.Solid, target.Extent), Resolution, cancellation).GetAwaiter().GetResult();
            plain += decoded.IntersectionOverUnion(truth.Solid.Sample(Resolution)) / shapes.Count;
            thick += decoded.IntersectionOverUnion(target.Solid.Sample(Resolution)) / shapes.Count;
        }
        return new Dictionary<string, double>(StringComparer.Ordinal) { ["IoU"] = plain, ["IoU (thickened)"] = thick };
    }
}
