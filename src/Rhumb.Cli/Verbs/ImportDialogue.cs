using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;
using Rhumb.Generators.Importing;

namespace Rhumb.Cli.Verbs;

/// <summary>Asks a person what a model does not say, and makes options of the answers.</summary>
/// <param name="input">Where answers come from.</param>
/// <param name="output">Where questions go.</param>
/// <param name="problem">What is wrong with a command line; null where nothing is.</param>
internal sealed partial class ImportDialogue(TextReader input, TextWriter output, Func<string[], string?> problem)
{
    /// <summary>The command line <paramref name="typed"/> with all questions answered; an answer that means nothing is asked for again.</summary>
    /// <exception cref="ImportException">A line is left empty: the questions stay open.</exception>
    public async Task<string[]> AskAsync(ImportException open, string[] typed, CancellationToken cancellation)
    {
        foreach (var question in open.Questions)
        {
            await output.WriteLineAsync($"{char.ToUpperInvariant(question.Text[0])}{question.Text[1..]}.");
            for (var answered = false; !answered;)
            {
                await output.WriteAsync($"{question.Option}: ");
                await output.FlushAsync(cancellation);
                var answer = await input.ReadLineAsync(cancellation);
                if (string.IsNullOrWhiteSpace(answer))
                    throw open;
                string[] longer = [.. typed, .. Options(question.Option, answer.Trim())];
                if (problem(longer) is { } wrong)
                {
                    await output.WriteLineAsync(wrong);
                    continue;
                }
                (typed, answered) = (longer, true);
            }
        }
        return typed;
    }

    /// <summary>
    /// An answer as options: "z" and "--latent z" both answer "--latent NAME". Where several options are offered, as "--set x=VALUE, or --classes x=a,b,c", the answer's form tells which
    /// one is meant, and the input's name is put before it where it is missing.
    /// </summary>
    public static string[] Options(string asked, string answer)
    {
        var forms = Forms().Matches(asked).Select(match => (Option: match.Groups[1].Value, Form: match.Groups[2].Value)).ToArray();
        string? Prefix((string Option, string Form) form) => form.Form.IndexOf('=', StringComparison.Ordinal) is var at and > 0 ? form.Form[..(at + 1)] : null;
        string Whole((string Option, string Form) form, string value) => Prefix(form) is { } prefix && !value.StartsWith(prefix, StringComparison.Ordinal) ? prefix + value : value;
        if (!answer.StartsWith("--", StringComparison.Ordinal))
        {
            var form = Meant(forms, forms.Select(Prefix).OfType<string>().FirstOrDefault(prefix => answer.StartsWith(prefix, StringComparison.Ordinal)) is { } given ? answer[given.Length..] : answer);
            return [form.Option, Whole(form, answer)];
        }
        string[] words = [.. CommandLineParser.SplitCommandLine(answer)];
        if (words is [var joined] && joined.IndexOf('=', StringComparison.Ordinal) is var at and > 0)
            words = [joined[..at], joined[(at + 1)..]];
        return words.Length == 2 && forms.FirstOrDefault(form => form.Option == words[0]) is { Option: not null } named ? [words[0], Whole(named, words[1])] : words;
    }

    // One number is a value, two are limits, and words are names of classes.
    private static (string Option, string Form) Meant((string Option, string Form)[] forms, string value)
    {
        string[] parts = value.Split(',');
        var areNumbers = Array.TrueForAll(parts, part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out _));
        string[] likely = (areNumbers, parts.Length) switch { (true, 1) => ["--set"], (true, 2) => ["--numbers", "--picture"], _ => ["--classes"] };
        return likely.Select(option => forms.FirstOrDefault(form => form.Option == option)).FirstOrDefault(form => form.Option is not null) is { Option: not null } found ? found : forms[0];
    }

    [GeneratedRegex(@"(--[a-z]+)\s+(.+?)(?=,\s+or\s+--|$)")]
    private static partial Regex Forms();
}
