using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary><c>--json</c>: one JSON document on standard output and nothing else there.</summary>
internal sealed class JsonOption : Option<bool>
{
    public JsonOption() : base("--json") => Description = "Print one JSON document, for machines.";
}
