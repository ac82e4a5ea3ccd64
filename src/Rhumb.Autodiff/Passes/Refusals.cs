using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Passes;

/// <summary>
/// Lists what a derivative would be refused for, before anything is built or run. Shapes are not known here, so a form that only a shape makes impossible is
/// still met when the derivative is built.
/// </summary>
public static class Refusals
{
    /// <summary>
    /// The nodes on the way from the inputs and initialisers <paramref name="withRespectTo"/> (all inputs where empty) to the outputs <paramref name="of"/>
    /// (all where empty) that cannot be differentiated, in the model's order.
    /// </summary>
    /// <exception cref="GraphException">A name is missing.</exception>
    public static IReadOnlyList<Refusal> Of(Model model, IReadOnlyList<string> withRespectTo, IReadOnlyList<string> of)
    {
        var widened = Widen.Run(model);
        var graph = widened.Graph;
        var active = withRespectTo.Select(name => graph.Source(name)
            ?? throw new GraphException($"There is no input or initialiser '{name}'; inputs are: {string.Join(", ", graph.Inputs.Select(input => input.Name))}.")).ToList();
        var outputs = of.Select(name => graph.Outputs.FirstOrDefault(output => output.Name == name)
            ?? throw new GraphException($"There is no output '{name}'; outputs are: {string.Join(", ", graph.Outputs.Select(output => output.Name))}.")).ToList();
        var walk = new Walk(widened);
        walk.Visit(graph, active.Count > 0 ? active : graph.Inputs, outputs.Count > 0 ? outputs : graph.Outputs);
        return walk.Found;
    }

    private sealed class Walk(Model model)
    {
        private readonly HashSet<Value> _active = [], _varies = [.. model.Graph.Inputs];
        private readonly Dictionary<Value, Node> _selected = [];
        private readonly HashSet<Node> _told = new(ReferenceEqualityComparer.Instance);
        private readonly List<Refusal> _found = [];

        public IReadOnlyList<Refusal> Found => _found;

        public void Visit(Graph graph, IEnumerable<Value> active, IReadOnlyList<Value> of)
        {
            _active.UnionWith(active.Where(value => value.ElementType == ElementType.Undefined || value.ElementType.IsReal()));
            var onTheWay = Simplify.Live(graph with { Outputs = of }).Nodes.ToHashSet<Node>(ReferenceEqualityComparer.Instance);
            foreach (var node in graph.Nodes)
                Visit(node, onTheWay.Contains(node));
        }

        private void Visit(Node node, bool isOnTheWay)
        {
            // Shapes are fixed before anything is decided, but for those of what values select.
            var varies = node is { Domain: "", OpType: "Shape" or "Size" } ? node.Reads().Any(_selected.ContainsKey) : node.Reads().Any(_varies.Contains);
            if (varies)
                _varies.UnionWith(node.Outputs.OfType<Value>());
            if (node is { Domain: "", OpType: "If" or "Loop" })
            {
                VisitControl(node, isOnTheWay);
                return;
            }
            var selection = varies || node.Inputs.Any(input => input is not null && _selected.ContainsKey(input)) ? Linearise.Selection(node, _selected) : null;
            if (!isOnTheWay || !node.Reads().Any(_active.Contains))
                return;
            if (node.Outputs.All(value => value is null || (value.ElementType != ElementType.Undefined && !value.ElementType.IsReal())))
                return;
            if (Upgraded(node) is not { } forms)
                return;
            var own = forms.FirstOrDefault(form => form.OpType == node.OpType) ?? forms[0];
            var opset = node.Domain.Length == 0 ? Math.Max(model.Opset, GraphBuilder.MinimumOpset) : model.Opsets.GetValueOrDefault(node.Domain);
            if (RuleTable.Problem(own, opset) is { } problem)
                Tell(node, problem);
            else if (RuleTable.For(own, opset).Stops || (node is { Domain: "", OpType: "Cast" } && !((ElementType)node.Attributes.Int("to", 1)).IsReal()))
                return;
            else if (selection is not null)
                Tell(node, Linearise.SelectionProblem(node, selection));
            // What comes after a refused node is told too: a model is repaired in one go.
            _active.UnionWith(node.Outputs.OfType<Value>());
        }

        private IReadOnlyList<Node>? Upgraded(Node node)
        {
            try
            {
                return Upgrade.Rewritten(node, model.Opset, Math.Max(model.Opset, GraphBuilder.MinimumOpset));
            }
            catch (GraphException e)
            {
                Tell(node, e.Message);
                _active.UnionWith(node.Outputs.OfType<Value>());
                return null;
            }
        }

        // What is unrolled needs known decisions whether or not a derivative passes; its bodies are looked into where one does.
        private void VisitControl(Node node, bool isOnTheWay)
        {
            var decisions = node.OpType == "If" ? node.Inputs.Take(1) : node.Inputs.Take(2);
            if (decisions.Any(value => value is not null && _varies.Contains(value)))
                Tell(node, ControlFlow.Undecided(node, node.OpType == "If" ? "the condition" : "the number of iterations"));
            var bodies = node.Attributes.SelectMany(attribute => attribute.Value is Graph one ? [one] : attribute.Value as Graph[] ?? []).ToList();
            var (isActive, varies) = (isOnTheWay && node.Reads().Any(_active.Contains), node.Reads().Any(_varies.Contains));
            foreach (var body in bodies)
            {
                // A loop's state may become active, and vary, in any of its rounds.
                var state = body.Inputs.Skip(2).ToList();
                if (varies)
                    _varies.UnionWith(state);
                Visit(body, isActive ? state : [], isActive ? body.Outputs : []);
            }
            if (isActive)
                _active.UnionWith(node.Outputs.OfType<Value>());
        }

        private void Tell(Node node, string reason)
        {
            if (_told.Add(node))
                _found.Add(new Refusal(node.Title, node.Domain.Length > 0 ? $"{node.Domain}.{node.OpType}" : node.OpType, model.Opsets.GetValueOrDefault(node.Domain), reason));
        }
    }
}
