using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Tests.Autodiff.NodeTests;

/// <summary>J·v of one output of a model against central differences, and ⟨u, Jv⟩ against ⟨Jᵀu, v⟩, at inputs given later.</summary>
internal sealed class NodeCheck : IDisposable
{
    private const int Directions = 3;


    private readonly CompiledGraph _primal, _jvp, _vjp;
    private readonly string[] _wrt;
    private readonly string _of;

    /// <summary>Steps of the differences.</summary>
    public double[] Steps { get; init; } = [1e-1, 1e-2, 1e-3, 3e-4];

    public NodeCheck(Model model, string[] wrt, string of)
    {
        (_wrt, _of) = (wrt, of);
        var request = new DerivativeRequest { WithRespectTo = wrt, Of = [of] };
        _jvp = GraphRuntime.Compile(Jvp.Build(model, request, GraphRuntime.Probe));
        _vjp = GraphRuntime.Compile(Vjp.Build(model, request, GraphRuntime.Probe));
        _primal = GraphRuntime.Compile(model);
    }

    /// <summary>
    /// The worst of three directions of the best step, and the worst adjointness. Where ‖Jv‖ and ‖Jᵀu‖ are less than <paramref name="floor"/> times ‖v‖ and
    /// ‖u‖, errors are relative to that instead: of a J that is 0 by cancellation or saturation only rounding is left.
    /// </summary>
    public (double Differences, double Adjointness) Errors(Dictionary<string, TensorData> inputs, double floor = 0)
    {
        var random = new RandomStream(11);
        var v = _wrt.ToDictionary(name => name, name => Enumerable.Range(0, Directions).Select(_ => Normal(random, (int)inputs[name].Count)).ToArray());
        // What a step moves the input by is not the step itself but what is left of it in the input's precision.
        var runs = (from d in Enumerable.Range(0, Directions) from step in Steps select (Direction: d, Step: step)).ToList();
        List<double[]> differences = [];
        var moved = _wrt.ToDictionary(name => name, _ => new List<double>());
        foreach (var (direction, step) in runs)
        {
            var (plus, minus) = (At(inputs, v, direction, step), At(inputs, v, direction, -step));
            foreach (var name in _wrt)
                moved[name].AddRange(plus[name].ToDoubles().Zip(minus[name].ToDoubles(), (a, b) => (a - b) / (2 * step)));
            differences.Add([.. Run(_primal, plus, [])[_of].Zip(Run(_primal, minus, [])[_of], (a, b) => (a - b) / (2 * step))]);
        }
        var tangents = Rows(Run(_jvp, inputs, Vectors(_jvp, runs.Count, moved.ToDictionary(pair => pair.Key, pair => pair.Value.ToArray()), "_tangent"))[$"{_of}_tangent"], runs.Count);
        var worst = 0.0;
        for (var d = 0; d < Directions; d++)
        {
            var least = Math.Max(1e-3, floor * Math.Sqrt(_wrt.Sum(name => Dot(v[name][d], v[name][d]))));
            worst = Math.Max(worst, Enumerable.Range(0, runs.Count).Where(i => runs[i].Direction == d).Min(i => Relative(tangents[i], differences[i], least)));
        }
        return (worst, Adjointness(inputs, moved, tangents, runs.Count, random, floor));
    }

    /// <summary>Whether every element of the output is finite.</summary>
    public bool IsNumber(Dictionary<string, TensorData> inputs) => Run(_primal, inputs, [])[_of].All(double.IsFinite);

    /// <summary>The inputs, each element replaced.</summary>
    public static Dictionary<string, TensorData> Finite(Dictionary<string, TensorData> inputs, Func<double, double> replace) =>
        inputs.ToDictionary(input => input.Key, input => With(input.Value, [.. input.Value.ToDoubles().Select(replace)]));

    /// <summary>The inputs moved by a random hundredth or two.</summary>
    public static Dictionary<string, TensorData> Moved(Dictionary<string, TensorData> inputs, int seed)
    {
        var random = new RandomStream(seed);
        return inputs.ToDictionary(input => input.Key, input => With(input.Value, [.. input.Value.ToDoubles().Select(x => x + (0.02 * Math.Max(1, Math.Abs(x)) * random.Normal()))]));
    }

    private double Adjointness(Dictionary<string, TensorData> inputs, Dictionary<string, List<double>> moved, double[][] tangents, int k, RandomStream random, double floor)
    {
        var n = tangents[0].Length;
        var u = Normal(random, k * n);
        var cotangents = Run(_vjp, inputs, Vectors(_vjp, k, new() { [_of] = u }, "_cotangent"));
        var worst = 0.0;
        for (var row = 0; row < k; row++)
        {
            var one = u.AsSpan(row * n, n).ToArray();
            double right = 0, normV = 0, normJtu = 0;
            foreach (var name in _wrt)
            {
                var count = (int)inputs[name].Count;
                var (v, jtu) = (moved[name].Skip(row * count).Take(count).ToArray(), cotangents[$"{name}_cotangent"].AsSpan(row * count, count).ToArray());
                (right, normV, normJtu) = (right + Dot(v, jtu), normV + Dot(v, v), normJtu + Dot(jtu, jtu));
            }
            var scale = Math.Max(Math.Max(Math.Sqrt(Dot(one, one) * Dot(tangents[row], tangents[row])), Math.Sqrt(normJtu * normV)), floor * Math.Sqrt(Dot(one, one) * normV));
            var error = Math.Abs(Dot(one, tangents[row]) - right);
            worst = Math.Max(worst, scale == 0 ? error : error / scale);
        }
        return worst;
    }

    private Dictionary<string, TensorData> At(Dictionary<string, TensorData> inputs, Dictionary<string, double[][]> v, int direction, double step) =>
        inputs.ToDictionary(input => input.Key, input => With(input.Value, [.. input.Value.ToDoubles().Zip(v[input.Key][direction], (x, t) => x + (step * t))]));

    private static TensorData With(TensorData like, double[] values) => Of(like.ElementType, values, [.. like.Shape]);

    private static TensorData Of(ElementType type, double[] values, long[] shape) => type == ElementType.Double
        ? TensorData.Of<double>(values, shape)
        : TensorData.Of<float>(Array.ConvertAll(values, x => (float)x), shape);

    private static Dictionary<string, TensorData> Vectors(CompiledGraph graph, int k, Dictionary<string, double[]> values, string suffix) => values.ToDictionary(entry => entry.Key + suffix, entry =>
    {
        var spec = graph.Inputs.First(input => input.Name == entry.Key + suffix);
        return Of((ElementType)(int)spec.ElementType, entry.Value, [k, .. spec.Shape.Skip(1).Select(length => length!.Value)]);
    });

    private static Dictionary<string, double[]> Run(CompiledGraph graph, Dictionary<string, TensorData> inputs, Dictionary<string, TensorData> more)
    {
        var wanted = graph.Inputs.Select(input => input.Name).ToHashSet();
        var tensors = inputs.Concat(more).Where(input => wanted.Contains(input.Key)).ToDictionary(input => input.Key, input => GraphRuntime.ToTensor(input.Value));
        var results = graph.Run(tensors);
        var values = results.Where(result => ((ElementType)(int)result.Value.ElementType).IsReal()).ToDictionary(result => result.Key, result => GraphRuntime.ToData(result.Value).ToDoubles());
        foreach (var tensor in tensors.Values.Concat(results.Values))
            tensor.Dispose();
        return values;
    }

    private static double[][] Rows(double[] values, int count) => [.. Enumerable.Range(0, count).Select(i => values.AsSpan(i * (values.Length / count), values.Length / count).ToArray())];

    private static double[] Normal(RandomStream random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Normal())];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();

    private static double Relative(double[] a, double[] b, double least)
    {
        double[] difference = [.. a.Zip(b, (x, y) => x - y)];
        return difference.Any(double.IsNaN) ? double.PositiveInfinity : Math.Sqrt(Dot(difference, difference)) / Math.Max(least, Math.Sqrt(Math.Max(Dot(a, a), Dot(b, b))));
    }

    public void Dispose()
    {
        _primal.Dispose();
        _jvp.Dispose();
        _vjp.Dispose();
    }
}
