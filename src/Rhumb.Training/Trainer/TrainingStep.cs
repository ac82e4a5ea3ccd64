using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Optimizers;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Training.Trainer;

/// <summary>
/// One step of training as one graph: loss, gradient, optimiser and moving average. Parameters and moments are inputs and outputs; two sets of
/// tensors are written in turn, so that a step allocates nothing.
/// </summary>
public sealed class TrainingStep : IDisposable
{
    private static readonly string[] Vectors = ["theta", "first", "second", "average"];
    private static readonly string[] Scalars = ["rate", "correction1", "correction2", "decay"];

    private readonly CompiledGraph _graph;
    private readonly Dictionary<string, Tensor> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _reports = new(StringComparer.Ordinal);
    private readonly Tensor[][] _sets;
    private readonly AdamW _optimizer;
    private int _current;

    private TrainingStep(CompiledGraph graph, ParameterLayout layout, LossTerms terms, AdamW optimizer)
    {
        (_graph, _optimizer) = (graph, optimizer);
        Losses = [.. terms.Objectives.Select(objective => objective.Name)];
        foreach (var input in terms.Inputs)
            Batch[input.Name] = _inputs[input.Name] = Tensor.Allocate((Rhumb.Runtime.ElementType)(int)input.ElementType, input.Shape);
        foreach (var scalar in Scalars)
            _inputs[scalar] = Tensor.Allocate(Rhumb.Runtime.ElementType.Float);
        foreach (var report in Reports(terms).Select(report => report.Name).Append("gradient"))
            _reports[report] = Tensor.Allocate(Rhumb.Runtime.ElementType.Float);
        _sets = [Set(), Set()];

        Tensor[] Set() => [.. Vectors.Select(_ => Tensor.Allocate(Rhumb.Runtime.ElementType.Float, layout.Count))];
    }

    /// <summary>The tensors to fill before each step, by name.</summary>
    public Dictionary<string, Tensor> Batch { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of the objectives, which are those of their losses in reports.</summary>
    public IReadOnlyList<string> Losses { get; }

    /// <summary>Puts the step together and compiles it.</summary>
    /// <param name="layout">The parameters.</param>
    /// <param name="loss">Builds the loss from parameters.</param>
    /// <param name="optimizer">The optimiser.</param>
    /// <param name="device">Where it runs.</param>
    public static TrainingStep Compile(
        ParameterLayout layout, Func<GraphBuilder, IParameterSource, LossTerms> loss, AdamW optimizer, ExecutionDevice device)
    {
        var g = new GraphBuilder("n_");
        var vectors = Vectors.Select(name => GraphBuilder.Input(name, ElementType.Float, layout.Count)).ToArray();
        var scalars = Scalars.Select(name => GraphBuilder.Input(name, ElementType.Float)).ToArray();
        var parameters = layout.Sliced(g, vectors[0]);
        var terms = loss(g, parameters);
        var gradient = Descent(g, layout, parameters, terms.Objectives);
        var (theta, first, second, norm) = optimizer.Step(g, vectors[0], vectors[1], vectors[2], gradient, scalars[0], scalars[1], scalars[2]);
        // a + (1 − d)(θ − a) keeps the average of equal weights exact.
        var average = g.Add(vectors[3], g.Mul(g.Sub(g.Scalar(1), scalars[3]), g.Sub(theta, vectors[3])));
        List<Value> outputs = [g.Named("next_theta", theta), g.Named("next_first", first), g.Named("next_second", second), g.Named("next_average", average),
            g.Named("gradient", g.Reshape(norm))];
        outputs.AddRange(Reports(terms).Select(report => g.Named(report.Name, g.Reshape(report.Value))));
        var graph = g.Build("training_step", [.. vectors, .. scalars, .. terms.Inputs], outputs);
        return new TrainingStep(GraphRuntime.Compile(Model.Of(graph, GraphBuilder.MinimumOpset), device), layout, terms, optimizer);
    }

    /// <summary>The gradient [N]: of each parameter, by its own objective.</summary>
    private static Value Descent(GraphBuilder g, ParameterLayout layout, ParameterLayout.Slices parameters, IReadOnlyList<Objective> objectives)
    {
        var gradients = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (var objective in objectives)
        {
            var own = layout.Parameters.Where(p => p.Name.StartsWith(objective.Prefix, StringComparison.Ordinal)).ToArray();
            foreach (var (parameter, value) in own.Zip(Gradient.Of(g, objective.Loss, [.. own.Select(p => parameters.Values[p.Name])])))
                if (!gradients.TryAdd(parameter.Name, g.Reshape(value, parameter.Count)))
                    throw new ArgumentException($"Two objectives own the parameter '{parameter.Name}'.", nameof(objectives));
        }
        return g.Concat(0, [.. layout.Parameters.Select(p => gradients.TryGetValue(p.Name, out var value)
            ? value : throw new ArgumentException($"No objective owns the parameter '{p.Name}'.", nameof(objectives)))]);
    }

    /// <summary>The objectives' losses and what else is watched.</summary>
    private static IEnumerable<(string Name, Value Value)> Reports(LossTerms terms) =>
        terms.Objectives.Select(objective => (objective.Name, objective.Loss)).Concat(terms.Reports.Select(report => (report.Key, report.Value)));

    /// <summary>Takes over the vectors of a state.</summary>
    public void Load(TrainingState state)
    {
        foreach (var (tensor, values) in _sets[_current].Zip([state.Theta, state.First, state.Second, state.Average]))
            values.CopyTo(tensor.AsSpan<float>());
    }

    /// <summary>Copies of θ, m, v and the average.</summary>
    public float[][] Save() => [.. _sets[_current].Select(tensor => tensor.ToArray<float>())];

    /// <summary>Runs step number <paramref name="step"/> (0, 1, …) on what <see cref="Batch"/> holds.</summary>
    /// <returns>The losses of the objectives, the gradient's norm and the reports, by name.</returns>
    public IReadOnlyDictionary<string, double> Run(long step, double rate, float decay, CancellationToken cancellation)
    {
        var (first, second) = _optimizer.Corrections(step + 1);
        foreach (var (name, value) in Scalars.Zip([(float)rate, first, second, decay]))
            _inputs[name].AsSpan<float>()[0] = value;
        var (from, to) = (_sets[_current], _sets[1 - _current]);
        var outputs = new Dictionary<string, Tensor>(_reports, StringComparer.Ordinal);
        for (var i = 0; i < Vectors.Length; i++)
        {
            _inputs[Vectors[i]] = from[i];
            outputs["next_" + Vectors[i]] = to[i];
        }
        _graph.Run(_inputs, outputs, cancellation);
        _current = 1 - _current;
        return _reports.ToDictionary(report => report.Key, report => (double)report.Value.AsSpan<float>()[0], StringComparer.Ordinal);
    }

    /// <summary>Releases the graph and its tensors.</summary>
    public void Dispose()
    {
        _graph.Dispose();
        foreach (var tensor in Batch.Values.Concat(Scalars.Select(name => _inputs[name])).Concat(_reports.Values).Concat(_sets.SelectMany(set => set)))
            tensor.Dispose();
    }
}
