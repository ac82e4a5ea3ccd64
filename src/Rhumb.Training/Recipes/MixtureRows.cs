using System.Numerics;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>
/// The rows of a batch that are mixtures of the prior: the code from the current table of means, labels from the blend, at points of one of its shapes; some of those
/// mined, at cells that are wrong so far.
/// </summary>
internal sealed class MixtureRows : IDisposable
{
    private readonly ShapeRecipe _recipe;
    private readonly RowMatrix _keys;
    private readonly BoxPoints _points;
    private readonly BlendTargets _blends;
    private readonly ErrorMiner? _miner;
    private float[] _codes = [];
    private MinedMixture[] _mined = [];

    public MixtureRows(ShapeRecipe recipe, ParameterLayout layout, IReadOnlyList<TrainingShape> shapes, RowMatrix keys, BoxPoints points)
    {
        (_recipe, _keys, _points) = (recipe, keys, points);
        _blends = new BlendTargets(shapes);
        _miner = recipe.Mining is { } mining ? new ErrorMiner(mining, recipe.Network, layout) : null;
    }

    /// <summary>Takes the table of codes [N, c] that the parameters give now and, once mining has begun, looks for errors.</summary>
    public void Refresh(long step, Tensor theta, float[] codes)
    {
        _codes = codes;
        if (_recipe.Mining is { } mining && step >= mining.Begin * _recipe.Plan.Steps)
            _mined = [.. Enumerable.Range(0, mining.Mixtures).Select(i => Mine(theta, new RandomStream(_recipe.Seed, "mined", (step * mining.Mixtures) + i)))];
    }

    /// <summary>Fills row <paramref name="row"/> of its step, at <paramref name="position"/> of the endless sequence: the code [c], points [P, 3] and labels [P].</summary>
    public void Fill(int row, long position, Span<float> code, Span<float> at, Span<float> labels)
    {
        var random = new RandomStream(_recipe.Seed, "mixture", position);
        var mined = _mined.Length > 0 && row < _recipe.Mining!.Rows * _recipe.Mixtures ? _mined[random.Index(_mined.Length)] : null;
        var weights = mined?.Weights ?? Draw(random);
        Code(weights).CopyTo(code);
        _points.Fill(random.Weighted(Array.ConvertAll(weights, weight => (double)weight)), false, random, at, labels);
        if (mined is { Wrong.Length: > 0 })
            for (var i = 0; i < (int)(_recipe.Mining!.Points * labels.Length); i++)
                BlendTargets.Centre(mined.Wrong[random.Index(mined.Wrong.Length)]).CopyTo(at[(3 * i)..]);
        var blended = MixtureWeights.Heaviest(weights, _recipe.Prior.Blended);
        var whole = _blends.Whole(blended);
        for (var i = 0; i < labels.Length; i++)
        {
            var (centre, cell) = BlendTargets.Snap(new Vector3(at[(3 * i)..]));
            centre.CopyTo(at[(3 * i)..]);
            labels[i] = _blends.Label(cell, blended, whole);
        }
    }

    public void Dispose() => _miner?.Dispose();

    private MinedMixture Mine(Tensor theta, RandomStream random)
    {
        var weights = Draw(random);
        return new MinedMixture(weights, _miner!.Wrong(theta, Code(weights), _blends.Whole(MixtureWeights.Heaviest(weights, _recipe.Prior.Blended))));
    }

    /// <summary>Weights [N] of a random latent of the prior.</summary>
    private float[] Draw(RandomStream random)
    {
        Span<float> z = stackalloc float[_keys.Columns];
        random.Normal(z);
        var (low, high) = _recipe.Prior.TrainingSharpness;
        return MixtureWeights.Of(_keys, z, random.Uniform(low, high));
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
}
