using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary>An option that is a whole number within limits.</summary>
internal sealed class CountOption : Option<int>
{
    public CountOption(string name, string helpName, string description, int? preset, int least = 1, int most = 1_000_000) : base(name)
    {
        HelpName = helpName;
        Description = description;
        if (preset is { } value)
            DefaultValueFactory = _ => value;
        else
            Required = true;
        Validators.Add(result =>
        {
            if (result.Errors.Any() || result.Tokens.Count == 0)
                return;
            var typed = result.Tokens[0].Value;
            if (int.TryParse(typed, out var number) && (number < least || number > most))
                result.AddError($"{name} is a whole number from {least} to {most}, not {typed}.");
        });
    }
}
