using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>What each input of a model is: the latent, or a class to choose. The rest is asked for.</summary>
internal sealed class InputRoles
{
    private static readonly string[] LatentNames = ["z", "latent", "latents", "latent_vector", "noise", "code", "w", "ws", "input"];
    private static readonly string[] LabelNames = ["label", "labels", "class", "class_label", "class_labels", "c", "y", "cond", "condition"];

    private InputRoles(Value latent, IReadOnlyList<LabelCondition> labels) => (Latent, Labels) = (latent, labels);

    /// <summary>The latent [B, …].</summary>
    public Value Latent { get; }

    /// <summary>The classes to choose.</summary>
    public IReadOnlyList<LabelCondition> Labels { get; }

    /// <summary>Finds them; null, with questions added, where the file leaves something open.</summary>
    public static InputRoles? Find(Graph graph, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        var before = questions.Count;
        var latent = LatentOf(graph, answers, questions);
        var labels = new List<LabelCondition>();
        foreach (var input in graph.Inputs.Where(input => input != latent))
        {
            if (latent is null && IsReal(input) && !answers.Classes.ContainsKey(input.Name))
                continue;   // the latent among them is asked for already
            if (LabelOf(graph, input, answers, questions, notes) is { } label)
                labels.Add(label);
        }
        return latent is not null && questions.Count == before ? new InputRoles(latent, labels) : null;
    }

    private static Value? LatentOf(Graph graph, ImportAnswers answers, List<ImportQuestion> questions)
    {
        if (answers.Latent is { } named)
            return graph.Inputs.FirstOrDefault(input => input.Name == named)
                ?? throw new RhumbException($"The model has no input '{named}'; its inputs are {List(graph.Inputs)}.");
        Value[] candidates = [.. graph.Inputs.Where(input => IsReal(input) && input.Dims is { Count: >= 2 } && !answers.Classes.ContainsKey(input.Name))];
        Value[] unlike = [.. candidates.Where(input => !IsCalled(input, LabelNames))];
        Value[] named2 = [.. candidates.Where(input => IsCalled(input, LatentNames))];
        var found = candidates.Length == 1 ? candidates[0] : named2.Length == 1 ? named2[0] : unlike.Length == 1 ? unlike[0] : null;
        if (found is null)
            questions.Add(new ImportQuestion("--latent NAME", candidates.Length == 0
                ? $"none of its inputs ({List(graph.Inputs)}) looks like a latent [batch, d]"
                : $"it is not clear which of its inputs {List(candidates)} is the latent"));
        return found;
    }

    private static LabelCondition? LabelOf(Graph graph, Value input, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        var encoding = input.ElementType is ElementType.Int64 or ElementType.Int32 ? LabelEncoding.Index : LabelEncoding.OneHot;
        var isLabel = answers.Classes.ContainsKey(input.Name) || encoding == LabelEncoding.Index || (input.Dims is { Count: 2 } && IsCalled(input, LabelNames));
        if (!isLabel)
        {
            questions.Add(new ImportQuestion($"--set {input.Name}=VALUE, or --classes {input.Name}=a,b,c", $"it is not known what its input {input} is for"));
            return null;
        }
        if (answers.Classes.TryGetValue(input.Name, out var classes))
            return new LabelCondition(input.Name, classes, encoding);
        var count = encoding == LabelEncoding.OneHot ? input.Dims![1].Size : EmbeddingRows(graph, input);
        if (count is not > 0)
        {
            questions.Add(new ImportQuestion($"--classes {input.Name}=a,b,c", $"the file does not say how many classes its input {input} chooses from"));
            return null;
        }
        notes.Add($"'{input.Name}' chooses one of {count} classes, called 0 to {count - 1}; --classes {input.Name}=a,b,c names them.");
        return new LabelCondition(input.Name, [.. Enumerable.Range(0, (int)count.Value).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))], encoding);
    }

    /// <summary>The rows of the table that an index looks up, directly or after nodes that only change its shape or type; null where there is none.</summary>
    private static long? EmbeddingRows(Graph graph, Value input)
    {
        var same = new HashSet<Value> { input };
        foreach (var node in graph.Nodes)
        {
            if (node is { Domain: "", OpType: "Gather" } && node.Input(1) is { } indices && same.Contains(indices) && node.Input(0)?.Constant is { } table && node.Attributes.Int("axis", 0) == 0)
                return table.Shape[0];
            if (node is { Domain: "", OpType: "OneHot" } && node.Input(0) is { } hot && same.Contains(hot) && node.Input(1)?.Constant is { } depth)
                return (long)depth.ToDoubles()[0];
            if (node is { Domain: "", OpType: "Cast" or "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten" or "Identity" } && node.Input(0) is { } passed && same.Contains(passed))
                same.UnionWith(node.Outputs.OfType<Value>());
        }
        return null;
    }

    private static bool IsReal(Value input) => input.ElementType is ElementType.Float or ElementType.Float16 or ElementType.BFloat16;

    private static bool IsCalled(Value input, string[] names) => names.Contains(input.Name.Split('.', '/', ':')[0], StringComparer.OrdinalIgnoreCase);

    private static string List(IEnumerable<Value> values) => string.Join(", ", values.Select(value => value.ToString()));
}
