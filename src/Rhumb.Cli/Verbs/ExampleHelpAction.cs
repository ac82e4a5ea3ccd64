using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rhumb.Cli.Verbs;

/// <summary>The usual help, followed by the verb's example.</summary>
internal sealed partial class ExampleHelpAction : SynchronousCommandLineAction
{
    /// <summary>A fixed width: help reads the same in every terminal, in a file and in a test.</summary>
    private readonly HelpAction _help = new() { MaxWidth = 110 };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var configuration = parseResult.InvocationConfiguration;
        var (output, text) = (configuration.Output, new StringWriter(CultureInfo.InvariantCulture));
        configuration.Output = text;
        var exitCode = _help.Invoke(parseResult);
        configuration.Output = output;
        output.Write(Preset().Replace(text.ToString(), preset => preset.Value.ToLowerInvariant()));
        if (parseResult.CommandResult.Command is Verb verb)
            output.WriteLine($"Example:\n  {verb.Example}\n");
        return exitCode;
    }

    // A choice is typed in lower case; the library shows its default as the enumeration has it.
    [GeneratedRegex(@"\[default:\s+[A-Z][a-z]+\]")]
    private static partial Regex Preset();
}
