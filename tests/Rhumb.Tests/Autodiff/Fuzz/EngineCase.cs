using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>
/// A damaged model that meets ONNX Runtime, in a process of its own only, because the runtime may crash on it. What the runtime computes of the model it must
/// compute of its derivatives too, which must be adjoint; anything else is a finding.
/// </summary>
internal static class EngineCase
{
    private const int Vectors = 2;
    private const long MostElements = 1 << 18;
    private const double Tolerance = 1e-3;

    /// <summary>What came of a case.</summary>
    public enum Outcome { Unreadable, RefusedByTheRuntime, Refused, NotFinite, Differentiated }

    /// <summary>Runs a damaged file; <paramref name="stage"/> is told what comes next, so that a crash can be laid to it.</summary>
    public static Outcome Run(byte[] file, RandomStream random, Action<string> stage)
    {
        var refused = Outcome.Refused;
        try
        {
            stage("reading");
            if (Read(file) is not { } model)
                return Outcome.Unreadable;
            var shapes = model.Graph.Inputs.Where(input => input.Dims is { } dims && dims.Any(dim => dim.Size is null))
                .ToDictionary(input => input.Name, input => (long[])[.. input.Dims!.Select((dim, axis) => dim.Size ?? (axis == 0 ? 1 : 2))]);
            var inputs = model.Graph.Inputs.ToDictionary(input => input.Name, input => Numbers(random, input.ElementType, shapes.GetValueOrDefault(input.Name) ?? input.Shape));
            string[] wrt = [.. model.Graph.Inputs.Where(input => input.ElementType == ElementType.Float).Select(input => input.Name).Take(2)];
            string[] of = [.. model.Graph.Outputs.Where(output => output.ElementType == ElementType.Float).Select(output => output.Name).Take(1)];
            var request = new DerivativeRequest { WithRespectTo = wrt, Of = of, Shapes = shapes };
            refused = Outcome.RefusedByTheRuntime;
            stage("the damaged model");
            var primal = GraphRuntime.Probe(model, inputs);
            refused = Outcome.Refused;
            stage("differentiating");
            var (jvp, vjp) = (Jvp.Build(model, request, GraphRuntime.Probe), Vjp.Build(model, request, GraphRuntime.Probe));
            stage("the derivative");
            return Compared(primal, Forward(jvp, inputs, random), given => Backward(vjp, inputs, given), of[0]);
        }
        catch (GraphException e) when (e.Message.Length > 0 && !e.IsDefect)
        {
            return refused;
        }
        catch (RuntimeException) when (refused == Outcome.RefusedByTheRuntime)
        {
            return refused;
        }
    }

    private static Model? Read(byte[] file)
    {
        try
        {
            return OnnxFile.Read(file, Path.GetTempPath());
        }
        catch (GraphException e) when (e.Message.Length > 0)
        {
            return null;
        }
    }

    private sealed record Products(IReadOnlyDictionary<string, TensorData> Vectors, IReadOnlyDictionary<string, TensorData> Results);

    private static Products Forward(Model jvp, Dictionary<string, TensorData> inputs, RandomStream random)
    {
        var vectors = jvp.Graph.Inputs.Where(input => !inputs.ContainsKey(input.Name))
            .ToDictionary(input => input.Name, input => Numbers(random, input.ElementType, [.. input.Dims!.Select(dim => dim.Size ?? Vectors)]));
        return new Products(vectors, Run(jvp, inputs, vectors));
    }

    private static IReadOnlyDictionary<string, TensorData> Backward(Model vjp, Dictionary<string, TensorData> inputs, TensorData covectors) =>
        Run(vjp, inputs, vjp.Graph.Inputs.Where(input => !inputs.ContainsKey(input.Name)).ToDictionary(input => input.Name, _ => covectors));

    private static IReadOnlyDictionary<string, TensorData> Run(Model model, IEnumerable<KeyValuePair<string, TensorData>> inputs, IEnumerable<KeyValuePair<string, TensorData>> more)
    {
        var read = model.Graph.Inputs.Select(input => input.Name).ToHashSet();
        return GraphRuntime.Probe(model, inputs.Concat(more).Where(input => read.Contains(input.Key)).ToDictionary());
    }

    // ⟨Jv, Jv⟩ = ⟨JᵀJv, v⟩ for every vector.
    private static Outcome Compared(IReadOnlyDictionary<string, TensorData> primal, Products forward, Func<TensorData, IReadOnlyDictionary<string, TensorData>> backward, string of)
    {
        var jv = forward.Results[$"{of}_tangent"];
        var again = backward(jv);
        var all = primal.Values.Concat(forward.Results.Values).Concat(again.Values).Where(data => data.ElementType == ElementType.Float);
        if (!all.SelectMany(data => data.ToDoubles()).All(double.IsFinite))
            return Outcome.NotFinite;
        if (!Near(primal[of].ToDoubles(), forward.Results[of].ToDoubles()))
            throw new InvalidOperationException($"'{of}' is another in the derivative's graph.");
        var (left, right, scale) = (Dot(jv, jv), 0.0, Dot(jv, jv));
        foreach (var (name, v) in forward.Vectors)
        {
            var jtjv = again[$"{name[..^"_tangent".Length]}_cotangent"];
            (right, scale) = (right + Dot(jtjv, v), scale + Math.Sqrt(Dot(jtjv, jtjv) * Dot(v, v)));
        }
        if (!(Math.Abs(left - right) <= Tolerance * Math.Max(scale, 1e-6)))
            throw new InvalidOperationException("The derivatives are not adjoint.");
        return Outcome.Differentiated;
    }

    private static bool Near(double[] a, double[] b)
    {
        var size = a.Select(Math.Abs).Append(1e-6).Max();
        return a.Length == b.Length && a.Zip(b).All(pair => Math.Abs(pair.First - pair.Second) <= Tolerance * size);
    }

    private static double Dot(TensorData a, TensorData b) => a.ToDoubles().Zip(b.ToDoubles(), (x, y) => x * y).Sum();

    private static TensorData Numbers(RandomStream random, ElementType type, long[] shape)
    {
        var count = Shapes.Count(shape);
        if (count > MostElements)
            throw new GraphException($"{Shapes.Text(shape)} is more than a case may hold.");
        return type == ElementType.Float
            ? TensorData.Of<float>([.. Enumerable.Range(0, (int)count).Select(_ => (float)random.Normal())], shape)
            : new TensorData(type, shape, new byte[count * type.Size()]);
    }
}
