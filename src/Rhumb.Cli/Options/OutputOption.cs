using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary><c>--output PATH</c>: where the result goes.</summary>
internal sealed class OutputOption : Option<string>
{
    public OutputOption(string helpName, string description) : base("--output", "-o")
    {
        HelpName = helpName;
        Description = description;
    }
}
