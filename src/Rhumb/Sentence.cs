using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Rhumb;

/// <summary>
/// A sentence and what it names, kept apart so that it can be said in another language: <c>$"There is no step {id}."</c> is the template "There is no step {0}." and one
/// argument. The compiler makes it from an interpolated string (an interpolated string handler); nothing changes where the sentence is written.
/// </summary>
[InterpolatedStringHandler]
public sealed class Sentence
{
    private readonly StringBuilder _template = new();
    private readonly List<string> _arguments = [];

    /// <summary>Begins a sentence; called by the compiler.</summary>
    public Sentence(int literalLength, int formattedCount) => (_template.Capacity, _arguments.Capacity) = (literalLength + (3 * formattedCount), formattedCount);

    /// <summary>The sentence as <see cref="string.Format(string, object?[])"/> takes it, in English.</summary>
    public string Template => _template.ToString();

    /// <summary>What stands for {0}, {1}, … in the template.</summary>
    public IReadOnlyList<string> Arguments => _arguments;

    /// <summary>The sentence without arguments that is <paramref name="text"/>.</summary>
    public static Sentence Of(string text)
    {
        var sentence = new Sentence(text.Length, 0);
        sentence.AppendLiteral(text);
        return sentence;
    }

    /// <summary>Goes on with words; called by the compiler.</summary>
    public void AppendLiteral(string words) => _template.Append(words.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));

    /// <summary>Goes on with an argument, written as its <paramref name="format"/> says; called by the compiler.</summary>
    public void AppendFormatted<T>(T value, string? format = null)
    {
        _template.Append('{').Append(CultureInfo.InvariantCulture, $"{_arguments.Count}").Append('}');
        _arguments.Add(value is IFormattable formattable ? formattable.ToString(format, CultureInfo.CurrentCulture) : value?.ToString() ?? "");
    }

    /// <summary>The sentence said with another template, of another language.</summary>
    public string In(string template) => string.Format(CultureInfo.InvariantCulture, template, [.. _arguments]);

    /// <summary>The sentence in English.</summary>
    public override string ToString() => In(Template);
}
