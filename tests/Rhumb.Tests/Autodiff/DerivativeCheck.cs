using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Tests.Autodiff;

/// <summary>Derivative graphs held against central differences and against each other.</summary>
internal sealed class DerivativeCheck : IDisposable
{
    private readonly CompiledGraph _primal, _jvp, _vjp;
    private readonly IReadOnlyDictionary<string, TensorData> _inputs;
    private readonly string[] _wrt;
    private readonly string _of;

    public DerivativeCheck(Model model, string[] wrt, string of, IReadOnlyDictionary<string, TensorData> inputs, long? vectors = null,
        IReadOnlyDictionary<string, long[]>? shapes = null)
    {
        (_inputs, _wrt, _of) = (inputs, wrt, of);
        var request = new DerivativeRequest { WithRespectTo = wrt, Of = [of], Vectors = vectors, Shapes = shapes ?? new Dictionary<string, long[]>() };
        JvpModel = Jvp.Build(model, request, GraphRuntime.Probe);
        VjpModel = Vjp.Build(model, request, GraphRuntime.Probe);
        _primal = GraphRuntime.Compile(model);
        _jvp = GraphRuntime.Compile(JvpModel);
        _vjp = GraphRuntime.Compile(VjpModel);
    }

    public Model JvpModel { get; }

    public Model VjpModel { get; }

    /// <summary>J·v for K vectors: v by input, each [K · count].</summary>
    public double[] Forward(int k, IReadOnlyDictionary<string, double[]> v) => Run(_jvp, _inputs, Vectors(_jvp, k, v, "_tangent"))[$"{_of}_tangent"];

    /// <summary>Jᵀ·u for K covectors [K · n], by input.</summary>
    public Dictionary<string, double[]> Backward(int k, double[] u)
    {
        var result = Run(_vjp, _inputs, Vectors(_vjp, k, new Dictionary<string, double[]> { [_of] = u }, "_cotangent"));
        return _wrt.ToDictionary(name => name, name => result[$"{name}_cotangent"]);
    }

    /// <summary>The output differentiated, at the inputs.</summary>
    public double[] Value() => Run(_primal, _inputs, [])[_of];

    public int CountOf(string input) => (int)_inputs[input].Count;

    public int OutputCount => Run(_primal, _inputs, [])[_of].Length;

    /// <summary>Worst relative error of J·v against the best of four central differences, for K vectors at once.</summary>
    public double ErrorAgainstDifferences(int k, long seed) => ErrorsAgainstDifferences(k, seed).Max();

    /// <summary>The relative error of each of K vectors; the steps suit inputs and vectors of size one a coordinate, <paramref name="shrink"/> divides them.</summary>
    public double[] ErrorsAgainstDifferences(int k, long seed, double shrink = 1)
    {
        var random = new RandomStream(seed);
        var v = _wrt.ToDictionary(name => name, name => Normal(random, k * CountOf(name)));
        var jv = Forward(k, v);
        var n = jv.Length / k;
        var errors = new double[k];
        for (var row = 0; row < k; row++)
        {
            var analytic = jv.AsSpan(row * n, n).ToArray();
            var best = double.MaxValue;
            foreach (var step in (double[])[3e-2, 1e-2, 3e-3, 1e-3])
            {
                var difference = Difference(v, row, step / shrink);
                best = Math.Min(best, Distance(analytic, difference) / Math.Max(1e-3, Math.Max(Norm(analytic), Norm(difference))));
            }
            errors[row] = best;
        }
        return errors;
    }

    /// <summary>|⟨u, Jv⟩ − ⟨Jᵀu, v⟩| / max(‖u‖‖Jv‖, ‖Jᵀu‖‖v‖), the worst of K pairs.</summary>
    public double AdjointnessError(int k, long seed)
    {
        var random = new RandomStream(seed);
        var v = _wrt.ToDictionary(name => name, name => Normal(random, k * CountOf(name)));
        var jv = Forward(k, v);
        var n = jv.Length / k;
        var u = Normal(random, k * n);
        var jtu = Backward(k, u);
        var worst = 0.0;
        for (var row = 0; row < k; row++)
        {
            double left = 0, right = 0, normU = 0, normJv = 0, normV = 0, normJtu = 0;
            for (var i = row * n; i < (row + 1) * n; i++)
                (left, normU, normJv) = (left + (u[i] * jv[i]), normU + (u[i] * u[i]), normJv + (jv[i] * jv[i]));
            foreach (var name in _wrt)
            {
                var count = CountOf(name);
                for (var i = row * count; i < (row + 1) * count; i++)
                    (right, normV, normJtu) = (right + (jtu[name][i] * v[name][i]), normV + (v[name][i] * v[name][i]), normJtu + (jtu[name][i] * jtu[name][i]));
            }
            var scale = Math.Max(Math.Sqrt(normU * normJv), Math.Sqrt(normJtu * normV));
            worst = Math.Max(worst, scale == 0 ? Math.Abs(left - right) : Math.Abs(left - right) / scale);
        }
        return worst;
    }

    private double[] Difference(Dictionary<string, double[]> v, int row, double step)
    {
        double[] At(double t) => Run(_primal, _inputs.ToDictionary(input => input.Key, input => v.TryGetValue(input.Key, out var direction)
            ? Moved(input.Value, direction.AsSpan(row * CountOf(input.Key), CountOf(input.Key)), t) : input.Value), [])[_of];
        var (plus, minus) = (At(step), At(-step));
        return [.. plus.Zip(minus, (a, b) => (a - b) / (2 * step))];
    }

    private static TensorData Moved(TensorData x, ReadOnlySpan<double> direction, double t)
    {
        var values = x.AsSpan<float>().ToArray();
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(values[i] + (t * direction[i]));
        return TensorData.Of<float>(values, [.. x.Shape]);
    }

    private static Dictionary<string, TensorData> Vectors(CompiledGraph graph, int k, IReadOnlyDictionary<string, double[]> values, string suffix) =>
        values.ToDictionary(entry => entry.Key + suffix, entry =>
        {
            var spec = graph.Inputs.First(input => input.Name == entry.Key + suffix);
            return TensorData.Of<float>(Array.ConvertAll(entry.Value, x => (float)x), [k, .. spec.Shape.Skip(1).Select(length => length!.Value)]);
        });

    private static Dictionary<string, double[]> Run(CompiledGraph graph, IReadOnlyDictionary<string, TensorData> inputs, Dictionary<string, TensorData> more)
    {
        var wanted = graph.Inputs.Select(input => input.Name).ToHashSet();
        var tensors = inputs.Concat(more).Where(input => wanted.Contains(input.Key)).ToDictionary(input => input.Key, input => GraphRuntime.ToTensor(input.Value));
        var results = graph.Run(tensors);
        var values = results.Where(result => result.Value.ElementType == global::Rhumb.Runtime.ElementType.Float)
            .ToDictionary(result => result.Key, result => GraphRuntime.ToData(result.Value).ToDoubles());
        foreach (var tensor in tensors.Values.Concat(results.Values))
            tensor.Dispose();
        return values;
    }

    public static double[] Normal(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(value => value * value));

    private static double Distance(double[] x, double[] y) => Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());

    public void Dispose()
    {
        _primal.Dispose();
        _jvp.Dispose();
        _vjp.Dispose();
    }
}
