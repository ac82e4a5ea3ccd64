namespace Rhumb.Runtime;

/// <summary>A graph could not be loaded or run. The message is one or two sentences that name the cause and the remedy, fit to show to a user.</summary>
public sealed class RuntimeException : Exception
{
    /// <summary>An error with no message; prefer one that says the remedy.</summary>
    public RuntimeException()
    {
    }

    /// <summary>An error whose message names the cause and the remedy.</summary>
    public RuntimeException(string message)
        : base(message)
    {
    }

    /// <summary>An error whose message names the cause and the remedy, with what led to it.</summary>
    public RuntimeException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
