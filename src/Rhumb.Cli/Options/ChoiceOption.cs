using System.CommandLine;
using System.CommandLine.Parsing;

namespace Rhumb.Cli.Options;

/// <summary>An option whose value is one name of an enumeration, typed in lower case.</summary>
internal class ChoiceOption<T> : Option<T>
    where T : struct, Enum
{
    public ChoiceOption(string name, string description, T preset) : base(name)
    {
        HelpName = string.Join('|', Names);
        Description = description;
        DefaultValueFactory = _ => preset;
        CustomParser = Parse;
    }

    private static IEnumerable<string> Names => Enum.GetNames<T>().Select(name => name.ToLowerInvariant());

    private T Parse(ArgumentResult result)
    {
        var typed = result.Tokens[0].Value;
        if (Names.Contains(typed, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<T>(typed, ignoreCase: true);
        result.AddError($"{Name} is one of {string.Join(", ", Names)}, not '{typed}'.");
        return default;
    }
}
