using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary>An option that is a whole number within limits, and may be left out.</summary>
internal sealed class OptionalCountOption : Option<int?>
{
    public OptionalCountOption(string name, string helpName, string description, int least = 1, int most = 1_000_000) : base(name)
    {
        HelpName = helpName;
        Description = description;
        Validators.Add(result =>
        {
            if (!result.Errors.Any() && result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var number) && (number < least || number > most))
                result.AddError($"{name} is a whole number from {least} to {most}, not {number}.");
        });
    }
}
