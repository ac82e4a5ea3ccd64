namespace Rhumb.Generators.Importing;

/// <summary>A model cannot be imported before some questions are answered.</summary>
/// <param name="path">The file.</param>
/// <param name="questions">At least one.</param>
public sealed class ImportException(string path, IReadOnlyList<ImportQuestion> questions) : RhumbException(
    $"'{path}' does not say everything: {string.Join("; ", questions.Select(question => $"{question.Text} ({question.Option})"))}.")
{
    /// <summary>What has to be answered.</summary>
    public IReadOnlyList<ImportQuestion> Questions { get; } = questions;
}
