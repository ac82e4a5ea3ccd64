namespace Rhumb.Autodiff;

/// <summary>A graph cannot be read, transformed or differentiated; the message names the node and the way out.</summary>
public sealed class GraphException : Exception
{
    /// <summary>With a message fit to be shown as it is.</summary>
    public GraphException(string message) : base(message) { }

    /// <summary>With a message fit to be shown as it is, and the cause.</summary>
    public GraphException(string message, Exception inner) : base(message, inner) { }
}
