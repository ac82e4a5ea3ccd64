using System.Globalization;
using System.Text.RegularExpressions;

namespace Rhumb.Training.Evaluation;

/// <summary>What one training of a recipe came to.</summary>
/// <param name="Command">The command that trained it.</param>
/// <param name="Figures">Its quality.</param>
public sealed partial record QualityRun(string Command, IReadOnlyList<QualityFigure> Figures)
{
    /// <summary>The seed in <see cref="Command"/>; 1, the default, where it names none.</summary>
    public long Seed => Number(SeedOption()) ?? 1;

    /// <summary>The steps in <see cref="Command"/>; null where it names none.</summary>
    public int? Steps => (int?)Number(StepsOption());

    /// <summary>Whether the two trainings differ in nothing but the seed.</summary>
    public bool IsOfTheRecipeOf(QualityRun other) => SeedOption().Replace(Command, "") == SeedOption().Replace(other.Command, "");

    private long? Number(Regex option) => option.Match(Command) is { Success: true } match ? long.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@" --seed (-?\d{1,18})")]
    private static partial Regex SeedOption();

    [GeneratedRegex(@" --steps (\d{1,9})")]
    private static partial Regex StepsOption();
}
