using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>A small graph of random operators on tensors of random shapes, the same for the same seed. Values stay of the size of one.</summary>
internal sealed class RandomGraph
{
    private readonly RandomStream _random;
    private readonly GraphBuilder _g = new();
    private readonly List<Value> _values = [];

    public RandomGraph(long seed)
    {
        _random = new RandomStream(seed);
        Inputs = [.. Enumerable.Range(0, 1 + Below(3)).Select(i => GraphBuilder.Input($"x{i}", ElementType.Float, Shape()))];
        _values.AddRange(Inputs);
        var steps = 3 + Below(8);
        for (var i = 0; i < steps; i++)
            _values.Add(Tame(RandomOperators.Apply(this, _g, Pick())));
        // Late values first, so that most of the graph is reached.
        var y = _g.Tanh(_g.ReduceMean(_values[^1], [], keep: true));
        foreach (var value in _values.SkipLast(1).TakeLast(2))
            y = _g.Add(y, _g.ReduceMean(_g.Sin(value), [.. Enumerable.Range(0, value.Rank)]));
        Model = Model.Of(_g.Build("random", Inputs, [_g.Named("y", y)]), GraphBuilder.MinimumOpset);
    }

    public Value[] Inputs { get; }

    public Model Model { get; }

    /// <summary>Normal numbers for the inputs.</summary>
    public Dictionary<string, TensorData> Operands() => Inputs.ToDictionary(input => input.Name, input => Numbers(input.Shape));

    public TensorData Numbers(params long[] shape) => TensorData.Of<float>([.. Enumerable.Range(0, (int)Shapes.Count(shape)).Select(_ => (float)_random.Normal())], shape);

    public int Below(int count) => (int)Math.Min(count - 1, Math.Floor(_random.Uniform(0, count)));

    public T Of<T>(params T[] choices) => choices[Below(choices.Length)];

    public int[] Order(int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = Below(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
        return order;
    }

    /// <summary>Another value of the same shape, or the same one.</summary>
    public Value Like(Value x) => Of([.. _values.Where(value => value.Shape.SequenceEqual(x.Shape)).DefaultIfEmpty(x)]);

    private Value Pick() => _values[^(1 + Below(Math.Min(3, _values.Count)))];

    private long[] Shape() => Of<long[]>([4], [2, 3], [3, 4], [1, 4, 6], [2, 3, 4], [1, 4, 5, 6], [2, 2, 4, 4], [1, 4, 3, 3]);

    // What may grow is bent back, and long tensors are cut.
    private Value Tame(Value x)
    {
        while (Shapes.Count(x.Shape) > 256)
        {
            var axis = Array.IndexOf(x.Shape, x.Shape.Max());
            x = _g.Slice(x, axis, 0, (x.Shape[axis] + 1) / 2);
        }
        return _g.Mul(_g.Scalar(1.5), _g.Tanh(x));
    }
}
