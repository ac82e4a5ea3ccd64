using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>One row of the operator tests: a small graph of real inputs, drawn from [Low, High], and what it computes.</summary>
internal sealed record OperatorCase(string Name, long[][] Shapes, Func<GraphBuilder, Value[], Value> Build, double Low = -1, double High = 1)
{
    /// <summary>First operator set in which the operator stands in this form.</summary>
    public long Opset { get; init; } = GraphBuilder.MinimumOpset;

    public string[] Inputs => [.. Shapes.Select((_, i) => $"x{i}")];

    public Model Model()
    {
        var g = new GraphBuilder();
        Value[] inputs = [.. Shapes.Select((shape, i) => GraphBuilder.Input($"x{i}", ElementType.Float, shape))];
        var y = g.Named("y", Build(g, inputs));
        return global::Rhumb.Autodiff.Graphs.Model.Of(g.Build("case", inputs, [y]), Opset);
    }

    public IReadOnlyDictionary<string, TensorData> Operands(long seed)
    {
        var random = new RandomStream(seed);
        return Shapes.Select((shape, i) => (Name: $"x{i}", Data: TensorData.Of<float>(
            [.. Enumerable.Range(0, (int)global::Rhumb.Autodiff.Graphs.Shapes.Count(shape)).Select(_ => (float)random.Uniform(Low, High))], shape)))
            .ToDictionary(pair => pair.Name, pair => pair.Data);
    }

    public override string ToString() => Name;
}
