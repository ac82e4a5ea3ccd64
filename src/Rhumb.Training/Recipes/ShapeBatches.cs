using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Feeds the autoencoder: first the rows that are reconstructed, then the mixtures of the prior, all with fresh points, and the weights of the losses.</summary>
internal sealed class ShapeBatches : ITrainingBatches, IDisposable
{
    private readonly ShapeRecipe _recipe;
    private readonly ReconstructionRows _reconstructions;
    private readonly MixtureRows _mixtures;
    private readonly CompiledGraph _means;
    private readonly Tensor _voxels;

    /// <summary>Prepares the training shapes, thickened as the recipe says.</summary>
    public ShapeBatches(ShapeRecipe recipe, ParameterLayout layout, IReadOnlyList<TrainingShape> shapes)
    {
        _recipe = recipe;
        var n = recipe.Network.VoxelSize;
        var voxels = shapes.Select(shape => BoxedVoxels.Of(shape.Solid, shape.Extent, n)).ToArray();
        var points = new BoxPoints(shapes, recipe.Mixture);
        Keys = NeighbourKeys.Of(voxels, n, recipe.Prior);
        _reconstructions = new ReconstructionRows([.. voxels, .. voxels.Select(values => BoxedVoxels.Mirrored(values, n))], points, recipe.Seed);
        _mixtures = new MixtureRows(recipe, layout, shapes, Keys, points);
        _means = GraphRuntime.Compile(ShapeNetworks.Means(recipe.Network, layout, shapes.Count));
        _voxels = Tensor.Create<float>(voxels.SelectMany(values => values).ToArray(), shapes.Count, 1, n, n, n);
    }

    /// <summary>Q [N, k], the keys of the prior.</summary>
    public RowMatrix Keys { get; }

    public void Refresh(long step, float[] theta)
    {
        using var parameters = Tensor.Create<float>(theta, theta.Length);
        using var means = _means.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["theta"] = parameters, ["voxels"] = _voxels })["mean"];
        _mixtures.Refresh(step, parameters, means.ToArray<float>());
    }

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var (first, count) = (_recipe.Reconstructions, _recipe.Mixtures);
        for (var row = 0; row < first; row++)
            _reconstructions.Fill((step * first) + row, Row(inputs["voxels"], row), Row(inputs["noise"], row), Row(inputs["points"], row), Row(inputs["labels"], row));
        // Each mixture draws from a stream of its own, so their order does not matter.
        Parallel.For(0, count, row =>
            _mixtures.Fill(row, (step * count) + row, Row(inputs["mixtures"], row), Row(inputs["points"], first + row), Row(inputs["labels"], first + row)));
        var done = step / (double)_recipe.Plan.Steps;
        var (begin, rise) = _recipe.MixtureSchedule;
        var mixture = step < _recipe.Plan.Rate.CycleStart(1, _recipe.Plan.Steps) ? _recipe.MixtureWeight : _recipe.MixtureWeightAfterRestart;
        inputs["mixture_weight"].AsSpan<float>()[0] = (float)(mixture * Ramp(done - begin, rise));
        inputs["divergence_weight"].AsSpan<float>()[0] = (float)(_recipe.DivergenceWeight * Ramp(done, _recipe.DivergenceRise));
    }

    public void Dispose()
    {
        _mixtures.Dispose();
        _means.Dispose();
        _voxels.Dispose();
    }

    /// <summary>Entry <paramref name="row"/> along the first axis.</summary>
    private static Span<float> Row(Tensor tensor, int row)
    {
        var length = (int)(tensor.Count / tensor.Shape[0]);
        return tensor.AsSpan<float>().Slice(row * length, length);
    }

    private static double Ramp(double since, double length) => length <= 0 ? (since >= 0 ? 1 : 0) : Math.Clamp(since / length, 0, 1);
}
