using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary><c>--seed S</c>: the same seed gives the same points.</summary>
internal sealed class SeedOption : Option<long>
{
    public SeedOption(string what) : base("--seed")
    {
        HelpName = "S";
        Description = $"Seed of {what}.";
        DefaultValueFactory = _ => 0;
    }
}
