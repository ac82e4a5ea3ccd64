using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Scoring;

/// <summary>
/// A score that is an ONNX file: one float input, the occupancy grid of a solid as [1, n, n, n] or [1, n³] (x, y, z order, values in [0, 1]; the
/// batch axis may be free), one output of one number.
/// </summary>
public sealed class OnnxScorer : IDifferentiableScorer, IDisposable
{
    private readonly Model _model;
    private readonly CompiledGraph _graph;
    private readonly int _resolution;

    /// <summary>Opens the score at <paramref name="path"/>.</summary>
    /// <exception cref="RhumbException">The file is missing, damaged, or has other inputs and outputs than a score; the message says which.</exception>
    public OnnxScorer(string path)
    {
        Name = Path.GetFileName(path);
        if (!File.Exists(path)) throw new RhumbException($"There is no score '{path}'; check the path.");
        try
        {
            var model = OnnxFile.Read(path);
            _resolution = ResolutionOf(model, path);
            _model = Canonical(model, _resolution);
            _graph = GraphRuntime.Compile(_model);
        }
        catch (Exception error) when (error is GraphException or RuntimeException)
        {
            throw new RhumbException($"The score '{path}' cannot be used: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int? Resolution => _resolution;

    /// <inheritdoc/>
    public Model ModelAt(int resolution) => resolution == _resolution
        ? _model
        : throw new RhumbException($"The score '{Name}' takes {_resolution}³ samples, not {resolution}³.");

    /// <inheritdoc/>
    /// <remarks>Solids of another resolution are averaged down, or sampled at the nearest, to the score's grid.</remarks>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation)
    {
        var scores = new List<double>(outputs.Count);
        foreach (var output in outputs)
        {
            using var x = Tensor.Create<float>(Occupancy.Of(Occupancy.SolidOf(output, Name), _resolution), 1, (long)_resolution * _resolution * _resolution);
            var results = await _graph.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [IDifferentiableScorer.InputName] = x }, cancellation);
            scores.Add(results[IDifferentiableScorer.OutputName].AsSpan<float>()[0]);
            foreach (var result in results.Values) result.Dispose();
        }
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private static int ResolutionOf(Model model, string path)
    {
        var advice = "a score takes one float input [1, n, n, n] or [1, n³] with n fixed, and returns one number: export it so.";
        if (model.Graph.Inputs is not [{ ElementType: ElementType.Float, Dims: { Count: > 1 } dims }] || model.Graph.Outputs.Count != 1)
            throw new RhumbException($"'{path}' has the inputs {List(model.Graph.Inputs)} and outputs {List(model.Graph.Outputs)}; {advice}");
        var count = 1L;
        foreach (var dim in dims.Skip(1))
            count *= dim.Size ?? throw new RhumbException($"'{path}' has the free axis '{dim}' in its input; {advice}");
        var n = (int)Math.Round(Math.Cbrt(count));
        return n >= 2 && (long)n * n * n == count ? n : throw new RhumbException($"'{path}' takes {count} values, which is no cube; {advice}");
    }

    /// <summary>x [1, n³] → the file's own input shape → the file → s [1].</summary>
    private static Model Canonical(Model model, int n)
    {
        var (input, output) = (model.Graph.Inputs[0], model.Graph.Outputs[0]);
        var before = new GraphBuilder("score_in_");
        var x = GraphBuilder.Input(IDifferentiableScorer.InputName, ElementType.Float, 1, (long)n * n * n);
        var shaped = before.Named("score_grid", before.Reshape(x, [1, .. input.Dims!.Skip(1).Select(dim => dim.Size!.Value)]));
        var head = Model.Of(before.Build("score_in", [x], [shaped]), GraphBuilder.MinimumOpset);
        var after = new GraphBuilder("score_out_");
        var raw = new Value("score_raw", ElementType.Float, output.Dims);
        var s = after.Named(IDifferentiableScorer.OutputName, after.Reshape(raw, 1));
        var tail = Model.Of(after.Build("score_out", [raw], [s]), GraphBuilder.MinimumOpset);
        var joined = Compose.Chain(head, model, input.Name, shaped.Name);
        return Compose.Chain(joined, tail, raw.Name, output.Name);
    }

    private static string List(IReadOnlyList<Value> values) => string.Join(", ", values);
}
