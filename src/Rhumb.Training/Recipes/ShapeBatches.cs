using System.Numerics;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>
/// Feeds the autoencoder: shapes and their mirror images in a new order each round, and mixtures of the prior, all with fresh points.
/// </summary>
internal sealed class ShapeBatches : ITrainingBatches, IDisposable
{
    private readonly ShapeRecipe _recipe;
    private readonly IReadOnlyList<TrainingShape> _shapes;
    private readonly PointSampler[] _samplers;
    private readonly float[][] _voxels;
    private readonly BlendTargets _blends;
    private readonly CompiledGraph _means;
    private readonly Tensor _allVoxels;
    private readonly ErrorMiner? _miner;
    private float[] _codes = [];
    private MinedMixture[] _mined = [];
    private (long Round, int[] Order) _order = (-1, []);

    /// <summary>Prepares the training shapes, thickened as the recipe says.</summary>
    public ShapeBatches(ShapeRecipe recipe, ParameterLayout layout, IReadOnlyList<TrainingShape> shapes)
    {
        (_recipe, _shapes) = (recipe, shapes);
        _samplers = [.. shapes.Select(shape => new PointSampler(shape, recipe.Mixture))];
        var n = recipe.Network.VoxelSize;
        var voxels = shapes.Select(shape => BoxedVoxels.Of(shape.Solid, shape.Extent, n)).ToArray();
        _voxels = [.. voxels, .. voxels.Select(values => BoxedVoxels.Mirrored(values, n))];
        Keys = NeighbourKeys.Of(voxels, n, recipe.Prior);
        _blends = new BlendTargets(shapes);
        _miner = recipe.Mining is { } mining ? new ErrorMiner(mining, recipe.Network, layout) : null;
        _means = GraphRuntime.Compile(ShapeNetworks.Means(recipe.Network, layout, shapes.Count));
        _allVoxels = Tensor.Create<float>(voxels.SelectMany(values => values).ToArray(), shapes.Count, 1, n, n, n);
    }

    /// <summary>Q [N, k], the keys of the prior.</summary>
    public RowMatrix Keys { get; }

    public void Refresh(long step, float[] theta)
    {
        using var parameters = Tensor.Create<float>(theta, theta.Length);
        using var means = _means.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["theta"] = parameters, ["voxels"] = _allVoxels })["mean"];
        _codes = means.ToArray<float>();
        if (_recipe.Mining is { } mining && step >= mining.Begin * _recipe.Plan.Steps)
            _mined = [.. Enumerable.Range(0, mining.Mixtures).Select(i => Mine(parameters, new RandomStream(_recipe.Seed, "mined", (step * mining.Mixtures) + i)))];
    }

    public void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var p = _recipe.Points;
        for (var row = 0; row < _recipe.Reconstructions; row++)
            FillReconstruction(row, (step * _recipe.Reconstructions) + row, inputs, Points(row), Labels(row));
        // Each mixture draws from a stream of its own, so their order does not matter.
        Parallel.For(0, _recipe.Mixtures, row =>
            FillMixture(row, (step * _recipe.Mixtures) + row, inputs, Points(_recipe.Reconstructions + row), Labels(_recipe.Reconstructions + row)));
        var done = step / (double)_recipe.Plan.Steps;
        var (begin, rise) = _recipe.MixtureSchedule;
        var mixture = step < _recipe.Plan.Rate.CycleStart(1, _recipe.Plan.Steps) ? _recipe.MixtureWeight : _recipe.MixtureWeightAfterRestart;
        inputs["mixture_weight"].AsSpan<float>()[0] = (float)(mixture * Ramp(done - begin, rise));
        inputs["divergence_weight"].AsSpan<float>()[0] = (float)(_recipe.DivergenceWeight * Ramp(done, _recipe.DivergenceRise));

        Span<float> Points(int row) => inputs["points"].AsSpan<float>().Slice(row * p * 3, p * 3);
        Span<float> Labels(int row) => inputs["labels"].AsSpan<float>().Slice(row * p, p);
    }

    public void Dispose()
    {
        _miner?.Dispose();
        _means.Dispose();
        _allVoxels.Dispose();
    }

    private static double Ramp(double since, double length) => length <= 0 ? (since >= 0 ? 1 : 0) : Math.Clamp(since / length, 0, 1);

    private void FillReconstruction(int row, long position, IReadOnlyDictionary<string, Tensor> inputs, Span<float> points, Span<float> labels)
    {
        var index = Order(position / _voxels.Length)[(int)(position % _voxels.Length)];
        var random = new RandomStream(_recipe.Seed, "reconstruction", position);
        FillPoints(index % _shapes.Count, index >= _shapes.Count, random, points, labels);
        var c = _recipe.Network.ShapeCode;
        random.Normal(inputs["noise"].AsSpan<float>().Slice(row * c, c));
        _voxels[index].CopyTo(inputs["voxels"].AsSpan<float>().Slice(row * _voxels[index].Length, _voxels[index].Length));
    }

    /// <summary>
    /// A mixture of the prior: its code from the current table of means, its labels from the blend, at points of one of its shapes; some of those mined, at points
    /// that are wrong so far.
    /// </summary>
    private void FillMixture(int row, long position, IReadOnlyDictionary<string, Tensor> inputs, Span<float> points, Span<float> labels)
    {
        var random = new RandomStream(_recipe.Seed, "mixture", position);
        var mined = _mined.Length > 0 && row < _recipe.Mining!.Rows * _recipe.Mixtures ? _mined[random.Index(_mined.Length)] : null;
        var weights = mined?.Weights ?? Draw(random);
        Code(weights).CopyTo(inputs["mixtures"].AsSpan<float>()[(row * _recipe.Network.ShapeCode)..]);
        FillPoints(random.Weighted(Array.ConvertAll(weights, weight => (double)weight)), false, random, points, labels);
        if (mined is { Wrong.Length: > 0 })
            for (var i = 0; i < (int)(_recipe.Mining!.Points * labels.Length); i++)
                BlendTargets.Centre(mined.Wrong[random.Index(mined.Wrong.Length)]).CopyTo(points[(3 * i)..]);
        var blended = MixtureWeights.Heaviest(weights, _recipe.Prior.Blended);
        var whole = _blends.Whole(blended);
        for (var i = 0; i < labels.Length; i++)
        {
            var (centre, cell) = BlendTargets.Snap(new Vector3(points[(3 * i)..]));
            centre.CopyTo(points[(3 * i)..]);
            labels[i] = _blends.Label(cell, blended, whole);
        }
    }

    private MinedMixture Mine(Tensor theta, RandomStream random)
    {
        var weights = Draw(random);
        return new MinedMixture(weights, _miner!.Wrong(theta, Code(weights), _blends.Whole(MixtureWeights.Heaviest(weights, _recipe.Prior.Blended))));
    }

    /// <summary>Weights [N] of a random latent of the prior.</summary>
    private float[] Draw(RandomStream random)
    {
        Span<float> z = stackalloc float[Keys.Columns];
        random.Normal(z);
        var (low, high) = _recipe.Prior.TrainingSharpness;
        return MixtureWeights.Of(Keys, z, random.Uniform(low, high));
    }

    /// <summary>The mixture's code [c] from the current table.</summary>
    private float[] Code(float[] weights)
    {
        var code = new float[_recipe.Network.ShapeCode];
        for (var i = 0; i < weights.Length; i++)
            for (var k = 0; k < code.Length; k++)
                code[k] += weights[i] * _codes[(i * code.Length) + k];
        return code;
    }

    /// <summary>Points of the stretched box: the decoder sees every shape at its full length on each axis.</summary>
    private void FillPoints(int shape, bool mirror, RandomStream random, Span<float> points, Span<float> labels) =>
        _samplers[shape].Sample(random, new ShapeVariant(mirror, Vector3.One / _shapes[shape].Extent), points, labels);

    /// <summary>The order of all shapes and mirror images in a round: Fisher and Yates, from the round's own stream.</summary>
    private int[] Order(long round)
    {
        if (_order.Round != round)
        {
            var order = Enumerable.Range(0, _voxels.Length).ToArray();
            var random = new RandomStream(_recipe.Seed, "order", round);
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = random.Index(i + 1);
                (order[i], order[j]) = (order[j], order[i]);
            }
            _order = (round, order);
        }
        return _order.Order;
    }
}
