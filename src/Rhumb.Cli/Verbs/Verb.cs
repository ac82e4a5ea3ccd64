using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rhumb.Cli.Verbs;

/// <summary>A command whose help ends with an example.</summary>
internal sealed class Verb(string name, string description, string example) : Command(name, description)
{
    /// <summary>A line that can be typed as it is.</summary>
    public string Example { get; } = example;

    /// <summary>The words that lead to a command, for example <c>rhumb models inspect</c>.</summary>
    public static string PathOf(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{PathOf(parent)} {result.Command.Name}" : result.Command.Name;
}
