using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Scoring;

namespace Rhumb.Tests.Rhumb.Search;

/// <summary>
/// The original's synthetic experiment: f_i(z) = √((z − c)ᵀ A_i (z − c)), A_i = Qᵀ diag(a_i) Q, a_i = α_i (0.99 u + 0.01),
/// score g = −Σ γα_i² − Σ (x_i² − γα_i² cos 2πx_i), optimum 0 at c. γ = 2 is the global task, γ = 0 the local one.
/// </summary>
public sealed class SyntheticTask
{
    private const int Outputs = 1024;

    private readonly double[] _centre;
    private readonly double[][] _rotation;
    private readonly double[][] _weights;
    private readonly double[] _scales;
    private readonly double _gamma;

    public SyntheticTask(int d, double gamma, int caseNumber)
    {
        var random = new RandomStream(2020, $"synthetic {d}", caseNumber);
        _gamma = gamma;
        var space = new LatentSpace([new LatentBlock("z", [d], new UniformPrior(-2.5, 2.5))]);
        _centre = [.. Enumerable.Range(0, d).Select(_ => random.Uniform(-1.25, 1.25))];
        _rotation = OrthonormalBasis.Of([.. Enumerable.Range(0, d).Select(_ => Enumerable.Range(0, d).Select(_ => random.Uniform()).ToArray())]);
        _scales = [.. Enumerable.Range(0, Outputs).Select(_ => random.Uniform(0.01, 10))];
        _weights = [.. _scales.Select(alpha => Enumerable.Range(0, d).Select(_ => alpha * (0.99 * random.Uniform() + 0.01)).ToArray())];
        Start = space.Sample(random);
        Generator = new FunctionGenerator(space, Function, Jacobian);
    }

    public FunctionGenerator Generator { get; }

    public Point Start { get; }

    public IScorer Scorer => new DelegateScorer("synthetic", ScoreOf);

    public double ScoreOf(Output output) => Score(((VectorOutput)output).Values);

    /// <summary>∂g/∂z in closed form.</summary>
    public IScoreGradient Gradient => new ClosedForm(this);

    private double Score(double[] x)
    {
        var score = 0.0;
        for (var i = 0; i < x.Length; i++)
        {
            var height = _gamma * _scales[i] * _scales[i];
            score -= height + x[i] * x[i] - (height == 0 ? 0 : height * Math.Cos(2 * Math.PI * x[i]));
        }
        return score;
    }

    private double[] Rotated(float[] z)
    {
        var y = new double[z.Length];
        for (var k = 0; k < z.Length; k++)
            for (var j = 0; j < z.Length; j++) y[k] += _rotation[k][j] * (z[j] - _centre[j]);
        return y;
    }

    private double[] Function(float[] z)
    {
        var squares = Array.ConvertAll(Rotated(z), value => value * value);
        var x = new double[Outputs];
        for (var i = 0; i < Outputs; i++)
            x[i] = Math.Sqrt(System.Numerics.Tensors.TensorPrimitives.Dot<double>(_weights[i], squares));
        return x;
    }

    private double[][] Jacobian(float[] z)
    {
        var y = Rotated(z);
        var x = Function(z);
        var jacobian = new double[Outputs][];
        for (var i = 0; i < Outputs; i++)
        {
            jacobian[i] = new double[z.Length];
            for (var k = 0; k < z.Length; k++)
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd<double>(_rotation[k], x[i] == 0 ? 0 : _weights[i][k] * y[k] / x[i], jacobian[i], jacobian[i]);
        }
        return jacobian;
    }

    private sealed class ClosedForm(SyntheticTask task) : IScoreGradient
    {
        public Task<ScoreGradient> AtAsync(Point point, CancellationToken cancellation)
        {
            var z = task.Generator.LatentSpace.Flatten(point);
            var (x, jacobian) = (task.Function(z), task.Jacobian(z));
            var gradient = new double[z.Length];
            for (var i = 0; i < x.Length; i++)
            {
                var slope = -2 * x[i] - task._gamma * task._scales[i] * task._scales[i] * 2 * Math.PI * Math.Sin(2 * Math.PI * x[i]);
                System.Numerics.Tensors.TensorPrimitives.MultiplyAdd<double>(jacobian[i], slope, gradient, gradient);
            }
            return Task.FromResult(new ScoreGradient(task.Score(x), Array.ConvertAll(gradient, value => (float)value)));
        }
    }
}
