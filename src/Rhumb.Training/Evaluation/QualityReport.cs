using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rhumb.Training.Evaluation;

/// <summary>The quality of a generator beside that of other trainings of its recipe, which tell how far training again measures from it. Kept as <c>measured.json</c> beside the card.</summary>
/// <param name="Own">Of the generator itself.</param>
/// <param name="Others">Of trainings with other seeds.</param>
public sealed record QualityReport(QualityRun Own, IReadOnlyList<QualityRun> Others)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "measured.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>
    /// How far another training is expected to measure from this one: 2√2 max(s, c), with s the standard deviation over the trainings and c that of counting. 2√2 because two independent
    /// measurements of standard deviation σ lie within 2√2 σ of one another in 95 of 100 cases. Null where there is one training alone.
    /// </summary>
    public double? Spread(QualityFigure figure)
    {
        QualityFigure[] all = [.. Others.Prepend(Own).SelectMany(run => run.Figures).Where(other => other.Name == figure.Name)];
        if (all.Length < 2)
            return null;
        var mean = all.Average(each => each.Value);
        var deviation = Math.Sqrt(all.Sum(each => Math.Pow(each.Value - mean, 2)) / (all.Length - 1));
        return 2 * Math.Sqrt(2) * Math.Max(deviation, all.Max(each => each.Counting));
    }

    /// <summary>With other trainings, too; one that was known already is replaced.</summary>
    /// <exception cref="RhumbException">A training is of another recipe, or of the same seed.</exception>
    public QualityReport Beside(IEnumerable<QualityRun> trainings)
    {
        var others = Others.ToList();
        foreach (var training in trainings)
        {
            if (training.Command == Own.Command)
                throw new RhumbException($"Both were trained by '{Own.Command}': a spread needs other seeds; train one with --seed {Own.Seed + 1}.");
            if (!training.IsOfTheRecipeOf(Own))
                throw new RhumbException($"'{training.Command}' differs from '{Own.Command}' in more than the seed; compare trainings of one recipe.");
            others.RemoveAll(other => other.Command == training.Command);
            others.Add(training);
        }
        return this with { Others = [.. others.OrderBy(other => other.Seed)] };
    }

    /// <summary>The report in a folder; null where there is none.</summary>
    /// <exception cref="RhumbException">The file is damaged.</exception>
    public static QualityReport? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<QualityReport>(File.ReadAllBytes(path), Json) ?? throw new JsonException("it is empty") : null;
        }
        catch (JsonException error)
        {
            throw new RhumbException($"'{path}' is damaged ({error.Message}); delete it and measure again with --evaluate.", error);
        }
    }

    /// <summary>Writes the report to a folder.</summary>
    /// <exception cref="RhumbException">It cannot be written.</exception>
    public void Write(string folder) => AtomicFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));
}
