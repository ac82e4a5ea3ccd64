using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>Joins models into one: prior → generator → metric → score.</summary>
public static class Compose
{
    /// <summary>As below, where one of second's inputs is fed: <paramref name="input"/>, by first's <paramref name="output"/>.</summary>
    /// <exception cref="GraphException">As below.</exception>
    public static Model Chain(Model first, Model second, string input, string output, params IReadOnlyList<string> keep) =>
        Chain(first, second, new Dictionary<string, string>(StringComparer.Ordinal) { [input] = output }, keep);

    /// <summary>
    /// <paramref name="first"/> followed by <paramref name="second"/>, whose inputs named in <paramref name="bindings"/> (second's input → first's output)
    /// are fed by it. Inputs: first's, then second's others. Outputs: second's, then those of first named in <paramref name="keep"/>.
    /// </summary>
    /// <exception cref="GraphException">A name is missing, shapes disagree, or the operator sets cannot be raised to one.</exception>
    public static Model Chain(Model first, Model second, IReadOnlyDictionary<string, string> bindings, params IReadOnlyList<string> keep)
    {
        var opset = Math.Max(Math.Max(first.Opset, second.Opset), GraphBuilder.MinimumOpset);
        (first, second) = (Upgrade.To(Widen.Run(first), opset), Upgrade.To(Widen.Run(second), opset));
        var rewriter = new Rewriter();
        foreach (var (input, output) in bindings)
        {
            var to = Find(first.Graph.Outputs, output, "output");
            var from = Find(second.Graph.Inputs, input, "input");
            Agree(from, to);
            rewriter.Replace(from, to);
        }
        var joined = rewriter.Of(second.Graph);
        var inputs = first.Graph.Inputs.Concat(second.Graph.Inputs.Where(value => !bindings.ContainsKey(value.Name))).ToList();
        if (inputs.GroupBy(value => value.Name).FirstOrDefault(group => group.Count() > 1) is { } clash)
            throw new GraphException($"Both models have an input '{clash.Key}'; bind it or rename it in one of them.");
        IReadOnlyList<Value> outputs = [.. joined.Outputs, .. keep.Select(name => Find(first.Graph.Outputs, name, "output"))];
        var opsets = new Dictionary<string, long>(first.Opsets, StringComparer.Ordinal);
        foreach (var (domain, version) in second.Opsets)
            opsets[domain] = Math.Max(version, opsets.GetValueOrDefault(domain));
        return new Model(new Graph(first.Graph.Name, inputs, outputs, [.. first.Graph.Nodes, .. joined.Nodes]), opsets) { HasClaims = first.HasClaims || second.HasClaims };
    }

    private static Value Find(IReadOnlyList<Value> values, string name, string kind) => values.FirstOrDefault(value => value.Name == name)
        ?? throw new GraphException($"There is no {kind} '{name}'; there are: {string.Join(", ", values.Select(value => value.Name))}.");

    private static void Agree(Value input, Value output)
    {
        if (input.ElementType != output.ElementType && output.ElementType != ElementType.Undefined)
            throw new GraphException($"'{output.Name}' is {output.ElementType}, but input '{input.Name}' wants {input.ElementType}.");
        if (input.Dims is not { } a || output.Dims is not { } b)
            return;
        if (a.Count != b.Count || a.Zip(b).Any(pair => pair.First.Size is { } x && pair.Second.Size is { } y && x != y))
            throw new GraphException($"{output} does not fit the input {input}.");
    }
}
