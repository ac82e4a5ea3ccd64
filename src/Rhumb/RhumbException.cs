namespace Rhumb;

/// <summary>Something a user can put right. The message is one sentence, with the remedy, fit to be shown as it is.</summary>
public sealed class RhumbException : Exception
{
    /// <summary>An error whose <paramref name="message"/> is shown to the user as it is.</summary>
    public RhumbException(string message) : base(message) { }

    /// <summary>As above, keeping the error that led to it.</summary>
    public RhumbException(string message, Exception innerException) : base(message, innerException) { }
}
