namespace Rhumb.Cli;

/// <summary>The command was typed in a way that cannot be carried out; the message says how to type it.</summary>
internal sealed class UsageException(string message) : Exception(message);
