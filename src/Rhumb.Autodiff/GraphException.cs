namespace Rhumb.Autodiff;

/// <summary>A graph cannot be read, transformed or differentiated; the message names the node and the way out.</summary>
public sealed class GraphException : Exception
{
    /// <summary>With a message fit to be shown as it is.</summary>
    public GraphException(string message) : base(message) { }

    /// <summary>With a message fit to be shown as it is, and the cause.</summary>
    public GraphException(string message, Exception inner) : base(message, inner) { }

    /// <summary>True where a rule of ours failed on a model that the runtime runs: a defect of Rhumb, not of the model.</summary>
    public bool IsDefect { get; init; }

    /// <summary>True where parts do not fit together, and it is not known yet whether the file or a rule made them so.</summary>
    internal bool IsContradiction { get; init; }

    /// <summary>Shapes, types or operands that do not fit together: only a damaged file or a wrong rule does that.</summary>
    internal static GraphException Contradiction(string message) => new(message) { IsContradiction = true };
}
