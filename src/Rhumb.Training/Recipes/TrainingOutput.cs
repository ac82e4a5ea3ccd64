using System.Text;
using Rhumb.Generators;
using Rhumb.Training.Evaluation;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Where a training keeps its checkpoints, and what it writes beside its generator.</summary>
internal sealed class TrainingOutput
{
    private readonly string _name;
    private readonly TrainingRequest _request;
    private readonly QualityReport _known;

    /// <summary>Looks at what is known of other trainings before anything takes long.</summary>
    /// <param name="name">The generator's name.</param>
    /// <param name="request">What was asked for.</param>
    /// <exception cref="RhumbException">A folder beside holds no measured training of the recipe, or there is nothing to measure.</exception>
    public TrainingOutput(string name, TrainingRequest request)
    {
        (_name, _request) = (name, request);
        var command = (request.EvaluateOnly ? GeneratorFolder.Load(request.Output).Manifest.TrainedBy : null) ?? request.Command;
        var own = new QualityRun(command, []);
        var others = request.EvaluateOnly ? QualityReport.Read(request.Output)?.Others ?? [] : [];
        _known = new QualityReport(own, [.. others.Where(other => other.IsOfTheRecipeOf(own) && other.Command != command)]).Beside(request.Beside.Select(Measured));
    }

    /// <summary>The file of a checkpoint.</summary>
    /// <param name="what">What is trained, where a generator has several trainings.</param>
    /// <param name="identity">The training's identity.</param>
    public string Checkpoint(string? what, string identity) => Path.Combine(_request.Cache, "checkpoints", $"{_name}{(what is null ? "" : $"-{what}")}-{identity[..12]}.checkpoint");

    /// <summary>Keeps what was measured, beside what other trainings of the recipe measured: those that were known when it is measured again, and those asked for.</summary>
    public QualityReport Keep(IReadOnlyList<QualityFigure> figures)
    {
        var report = _known with { Own = _known.Own with { Figures = figures } };
        report.Write(_request.Output);
        return report;
    }

    /// <summary>Writes a text file.</summary>
    public void Write(string file, string text) => AtomicFile.Write(Path.Combine(_request.Output, file), Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a training curve as numbers and as a drawing of the columns <paramref name="shown"/>, as far as it has them.</summary>
    public void Write(string file, IReadOnlyList<CurvePoint> curve, params string[] shown)
    {
        Write(file + ".csv", TrainingCurve.ToCsv(curve));
        Write(file + ".svg", TrainingCurve.ToSvg(curve, [.. shown.Where(curve[^1].Values.ContainsKey)]));
    }

    private QualityRun Measured(string folder) => (QualityReport.Read(folder)
        ?? throw new RhumbException($"'{folder}' has no {QualityReport.FileName}; measure it first: ./rhumb train {_name} --evaluate --output {folder}")).Own;
}
