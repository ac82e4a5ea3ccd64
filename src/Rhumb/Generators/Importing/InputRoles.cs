using System.Globalization;
using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>What each input of a model is: the latent, or a condition to choose. The rest is asked for.</summary>
internal sealed class InputRoles
{
    private static readonly string[] LatentNames = ["z", "latent", "latents", "latent_vector", "noise", "code", "w", "ws", "input"];
    private static readonly string[] LabelNames = ["label", "labels", "class", "class_label", "class_labels", "c", "y", "cond", "condition"];

    private InputRoles(Value latent, IReadOnlyList<Condition> conditions) => (Latent, Conditions) = (latent, conditions);

    /// <summary>The latent [B, …].</summary>
    public Value Latent { get; }

    /// <summary>What is chosen.</summary>
    public IReadOnlyList<Condition> Conditions { get; }

    /// <summary>Finds them; null, with questions added, where the file leaves something open.</summary>
    /// <exception cref="RhumbException">An answer does not fit its input.</exception>
    public static InputRoles? Find(Graph graph, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        var before = questions.Count;
        var latent = LatentOf(graph, answers, questions);
        var conditions = new List<Condition>();
        foreach (var input in graph.Inputs.Where(input => input != latent && !answers.Fixed.ContainsKey(input.Name)))
        {
            if (latent is null && IsReal(input) && !answers.Tell(input.Name))
                continue;   // the latent among them is asked for already
            if (ConditionOf(graph, input, answers, questions, notes) is { } condition)
                conditions.Add(condition);
        }
        return latent is not null && questions.Count == before ? new InputRoles(latent, conditions) : null;
    }

    private static Value? LatentOf(Graph graph, ImportAnswers answers, List<ImportQuestion> questions)
    {
        if (answers.Latent is { } named)
            return graph.Inputs.FirstOrDefault(input => input.Name == named)
                ?? throw new RhumbException($"The model has no input '{named}'; its inputs are {List(graph.Inputs)}.");
        Value[] candidates = [.. graph.Inputs.Where(input => IsReal(input) && input.Dims is { Count: >= 2 } && !answers.Tell(input.Name))];
        Value[] unlike = [.. candidates.Where(input => !IsCalled(input, LabelNames))];
        Value[] named2 = [.. candidates.Where(input => IsCalled(input, LatentNames))];
        var found = candidates.Length == 1 ? candidates[0] : named2.Length == 1 ? named2[0] : unlike.Length == 1 ? unlike[0] : null;
        if (found is null && candidates.Length == 0 && graph.Inputs is [{ Dims.Count: 1 } lonely] && IsReal(lonely))
            return lonely;   // which is refused, with what helps
        if (found is null)
            questions.Add(new ImportQuestion("--latent NAME", candidates.Length == 0
                ? $"none of its inputs ({List(graph.Inputs)}) looks like a latent [batch, d]"
                : $"it is not clear which of its inputs {List(candidates)} is the latent, or whether several are, each of them --latent"));
        return found;
    }

    private static Condition? ConditionOf(Graph graph, Value input, ImportAnswers answers, List<ImportQuestion> questions, List<string> notes)
    {
        if (answers.Numbers.TryGetValue(input.Name, out var limits))
            return new NumberCondition(input.Name, limits.Low, limits.High, ConditionInput.LengthOf(input)
                ?? throw FreeAxes.Refusal("The input", input));
        if (answers.Pictures.TryGetValue(input.Name, out var range))
            return PictureOf(input, range.Low, range.High)
                ?? throw new RhumbException($"{input} takes no pictures, which are [batch, 1 or 3, height, width] or [batch, height, width, 1 or 3]; leave --picture out for it, or export the model with its size fixed.");
        var names = answers.Classes.GetValueOrDefault(input.Name);
        if (names is not null || !IsReal(input) || (IsCalled(input, LabelNames) && ConditionInput.IsRow(input) && ConditionInput.LengthOf(input) > 1))
            return LabelOf(graph, input, names, questions, notes);
        var options = new List<string> { $"--set {input.Name}=VALUE", $"--numbers {input.Name}=LOW,HIGH", $"--classes {input.Name}=a,b,c" };
        if (PictureOf(input, -1, 1) is not null)
            options.Add($"--picture {input.Name}=LOW,HIGH");
        if (input.Dims is { Count: 2 or 3 } dims && dims[^1].Size == 3)
            options.Add($"--points {input.Name}");
        questions.Add(new ImportQuestion(string.Join(", or ", options), $"it is not known what its input {input} is for"));
        return null;
    }

    /// <summary>One of several classes: a row as long as there are classes is one-hot, whatever its elements are; everything else is a number.</summary>
    private static LabelCondition? LabelOf(Graph graph, Value input, IReadOnlyList<string>? names, List<ImportQuestion> questions, List<string> notes)
    {
        var (length, rows) = (ConditionInput.LengthOf(input), EmbeddingRows(graph, input));
        var encoding = length > 1 ? LabelEncoding.OneHot : LabelEncoding.Index;
        var count = encoding == LabelEncoding.OneHot ? length : rows;
        if (names is not null)
            return count is null || count == names.Count
                ? new LabelCondition(input.Name, names, encoding)
                : throw new RhumbException($"{input} chooses one of {count} classes, but --classes {input.Name} names {names.Count}; name each, in the network's order.");
        if (count is not > 0)
        {
            questions.Add(new ImportQuestion(
                $"--classes {input.Name}=a,b,c, or --set {input.Name}=VALUE", $"the file does not say how many classes its input {input} chooses from, or whether it is to stay at one number"));
            return null;
        }
        notes.Add($"'{input.Name}' chooses one of {count} classes, called 0 to {count - 1}; --classes {input.Name}=a,b,c names them.");
        return new LabelCondition(input.Name, [.. Enumerable.Range(0, (int)count.Value).Select(i => i.ToString(CultureInfo.InvariantCulture))], encoding);
    }

    private static ImageCondition? PictureOf(Value input, float low, float high)
    {
        if (input.Dims is not { Count: 4 } dims || dims.Skip(1).Any(dim => dim.Size is not > 0))
            return null;
        int[] sizes = [.. dims.Skip(1).Select(dim => (int)dim.Size!.Value)];
        return sizes[0] is 1 or 3 ? new ImageCondition(input.Name, new ImageLayout(sizes[1], sizes[2], sizes[0], ImageAxes.ChannelsFirst, low, high))
            : sizes[2] is 1 or 3 ? new ImageCondition(input.Name, new ImageLayout(sizes[0], sizes[1], sizes[2], ImageAxes.ChannelsLast, low, high))
            : null;
    }

    /// <summary>The rows of the table that an index looks up, directly or after nodes that only change its shape or type; null where there is none.</summary>
    private static int? EmbeddingRows(Graph graph, Value input)
    {
        var same = new HashSet<Value> { input };
        foreach (var node in graph.Nodes)
        {
            if (node is { Domain: "", OpType: "Gather" } && node.Input(1) is { } indices && same.Contains(indices) && node.Attributes.Int("axis", 0) == 0 && RowsOf(graph, node.Input(0)!) is { } rows)
                return rows;
            if (node is { Domain: "", OpType: "OneHot" } && node.Input(0) is { } hot && same.Contains(hot) && node.Input(1)?.Constant is { } depth)
                return (int)depth.ToDoubles()[0];
            if (node is { Domain: "", OpType: "Cast" or "Reshape" or "Squeeze" or "Unsqueeze" or "Flatten" or "Identity" } && node.Input(0) is { } passed && same.Contains(passed))
                same.UnionWith(node.Outputs.OfType<Value>());
        }
        return null;
    }

    /// <summary>The rows of a table of weights, also one that is divided by its spectral norm or otherwise scaled; null where it is none.</summary>
    private static int? RowsOf(Graph graph, Value table) => table.Constant is { } constant
        ? constant.Shape.Count == 2 ? (int)constant.Shape[0] : null
        : graph.Nodes.FirstOrDefault(node => node.Outputs.Contains(table)) is { Domain: "", OpType: "Identity" or "Cast" or "Mul" or "Div" } node
            ? RowsOf(graph, node.Input(0)!) ?? (node.OpType == "Mul" ? RowsOf(graph, node.Input(1)!) : null)
            : null;

    private static bool IsReal(Value input) => input.ElementType is ElementType.Float or ElementType.Double or ElementType.Float16 or ElementType.BFloat16;

    private static bool IsCalled(Value input, string[] names) => names.Contains(input.Name.Split('.', '/', ':')[0], StringComparer.OrdinalIgnoreCase);

    private static string List(IEnumerable<Value> values) => string.Join(", ", values.Select(value => value.ToString()));
}
