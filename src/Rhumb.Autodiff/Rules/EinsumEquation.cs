using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>An Einsum equation with its ellipses written out: one label for each axis of each operand and of the output.</summary>
internal sealed class EinsumEquation
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private readonly string _given;
    private readonly Dictionary<char, long> _sizes = [];
    private string _used = "";

    /// <summary>Labels by operand.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>Labels of the output.</summary>
    public string Output { get; }

    private EinsumEquation(string title, string equation, IReadOnlyList<long[]> shapes)
    {
        _given = equation.Replace(" ", "", StringComparison.Ordinal);
        var arrow = _given.IndexOf("->", StringComparison.Ordinal);
        var terms = (arrow < 0 ? _given : _given[..arrow]).Split(',');
        if (terms.Length != shapes.Count)
            throw new GraphException($"{title}: '{equation}' has {terms.Length} operands, the node {shapes.Count}; the model is damaged, export it again.");
        var free = string.Concat(Letters.Where(letter => !_given.Contains(letter)));
        // Ellipses align at their last axis.
        string Dots(int count) => free[^count..];
        var longest = terms.Select((term, i) => term.Contains("...") ? shapes[i].Length - (term.Length - 3) : 0).Max();
        if (longest < 0 || longest > free.Length)
            throw new GraphException($"{title}: '{equation}' does not fit operands of {string.Join(" and ", shapes.Select(shape => Shapes.Text(shape)))}.");
        Inputs = [.. terms.Select((term, i) => term.Contains("...") ? term.Replace("...", Dots(shapes[i].Length - (term.Length - 3)), StringComparison.Ordinal) : term)];
        Output = arrow >= 0 ? _given[(arrow + 2)..].Replace("...", Dots(longest), StringComparison.Ordinal)
            : Dots(longest) + string.Concat(_given.Where(char.IsLetter).GroupBy(label => label).Where(group => group.Count() == 1).Select(group => group.Key).Order());
        Measure(title, equation, shapes);
        _used = string.Concat(Inputs) + Output;
    }

    // Lengths by label; a length of 1 is broadcast against another.
    private void Measure(string title, string equation, IReadOnlyList<long[]> shapes)
    {
        for (var i = 0; i < shapes.Count; i++)
        {
            if (Inputs[i].Length != shapes[i].Length)
                throw new GraphException($"{title}: '{equation}' gives operand {i} {Inputs[i].Length} axes, it has {Shapes.Text(shapes[i])}.");
            for (var axis = 0; axis < shapes[i].Length; axis++)
                if (shapes[i][axis] != 1 || !_sizes.ContainsKey(Inputs[i][axis]))
                    _sizes[Inputs[i][axis]] = shapes[i][axis];
        }
    }

    /// <exception cref="GraphException">The equation does not fit the operands.</exception>
    public static EinsumEquation Of(Node node) =>
        new(node.Title, node.Attributes.String("equation", ""), [.. node.Inputs.Select(input => input!.Extents)]);

    /// <summary>A letter that the equation does not use and that was not given out before.</summary>
    public char Unused()
    {
        var letter = Letters.First(letter => !_used.Contains(letter));
        _used += letter;
        return letter;
    }

    /// <summary>
    /// Operand i without broadcast axes and with every label once; a diagonal x[i, i] is x[i, j] together with the identity [i, j].
    /// </summary>
    public IEnumerable<(Value Value, string Labels)> Plain(GraphBuilder g, Value value, int i)
    {
        List<int> kept = [.. Enumerable.Range(0, value.Rank).Where(axis => value.Shape[axis] == _sizes[Inputs[i][axis]])];
        var labels = "";
        List<(Value, string)> diagonals = [];
        foreach (var label in kept.Select(axis => Inputs[i][axis]))
        {
            var own = label;
            if (labels.Contains(label))
            {
                own = Unused();
                diagonals.Add((Identity(g, _sizes[label], value.ElementType), $"{label}{own}"));
            }
            labels += own;
        }
        return [(g.Reshape(value, [.. kept.Select(axis => value.Shape[axis])]), labels), .. diagonals];
    }

    private static Value Identity(GraphBuilder g, long n, ElementType type) => g.Emit("EyeLike", [g.Expand(g.Scalar(0, type), [n, n])], type, [n, n]);

    /// <summary>The terms multiplied and summed over every label that <paramref name="output"/> lacks.</summary>
    public static Value Contract(GraphBuilder g, IReadOnlyList<(Value Value, string Labels)> terms, string output)
    {
        var sizes = terms.SelectMany(term => term.Labels.Zip(term.Value.Shape)).DistinctBy(pair => pair.First).ToDictionary(pair => pair.First, pair => pair.Second);
        var equation = $"{string.Join(',', terms.Select(term => term.Labels))}->{output}";
        return g.Emit("Einsum", [.. terms.Select(term => term.Value)], terms[0].Value.ElementType, [.. output.Select(label => sizes[label])], new() { { "equation", equation } });
    }
}
