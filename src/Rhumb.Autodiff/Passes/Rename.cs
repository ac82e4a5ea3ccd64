using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff.Passes;

/// <summary>Gives values other names.</summary>
public static class Rename
{
    /// <summary>The model with the values in <paramref name="names"/> renamed.</summary>
    public static Model Run(Model model, IReadOnlyDictionary<Value, string> names)
    {
        var rewriter = new Rewriter();
        foreach (var (value, name) in names)
            rewriter.Replace(value, new Value(name, value.ElementType, value.Dims, value.Constant));
        return model with { Graph = rewriter.Of(model.Graph) };
    }
}
