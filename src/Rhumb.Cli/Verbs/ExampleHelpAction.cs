using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Rhumb.Cli.Verbs;

/// <summary>The usual help, followed by the verb's example.</summary>
internal sealed class ExampleHelpAction : SynchronousCommandLineAction
{
    /// <summary>A fixed width: help reads the same in every terminal, in a file and in a test.</summary>
    private readonly HelpAction _help = new() { MaxWidth = 110 };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = _help.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
            parseResult.InvocationConfiguration.Output.WriteLine($"Example:\n  {verb.Example}\n");
        return exitCode;
    }
}
