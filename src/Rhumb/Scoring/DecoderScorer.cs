using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Scoring;

/// <summary>
/// A score of images or sounds that is an ONNX graph x → s [1]: how likely a class is, or a file of one's own. Images are x [1, C, H, W] from 0 for black to 1 for white, sounds are
/// waveforms x [1, n], also where the decoder returns spectrograms.
/// </summary>
public sealed class DecoderScorer : IScorer, IDisposable
{
    /// <summary>The key of a classifier's metadata under which attributes and their values stand as JSON, in the order of its logits: a classifier by several attributes.</summary>
    public const string AttributesKey = ClassLogits.AttributesKey;

    private readonly CompiledGraph _graph;
    private readonly IScoreForm _form;

    private DecoderScorer(string name, IScoreForm form, Model model) => (Name, _form, Model, _graph) = (name, form, model, GraphRuntime.Compile(model));

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The graph <c>x</c> → <c>s</c>.</summary>
    public Model Model { get; }

    /// <summary>s(x) = log p(class | x), as the classifier that was trained beside the generator says.</summary>
    /// <param name="generator">The generator, of images or sounds.</param>
    /// <param name="className">A class of its conditions by name, or a number from 0; ATTRIBUTE=VALUE where the classifier judges several attributes.</param>
    /// <exception cref="RhumbException">The generator has no classifier, or the classifier no such class.</exception>
    public static DecoderScorer OfClass(IGenerator generator, string className)
    {
        var (manifest, composed) = (generator.Manifest, generator as IComposedGenerator);
        if (composed?.Classifier() is not { } classifier)
            throw new RhumbException($"Generator '{manifest.Name}' has no classifier of images or sounds; score by an ONNX file instead.");
        var logits = classifier.Graph.Outputs.FirstOrDefault(output => output.Name == "logits");
        var judged = composed.Form.Judged(new GraphBuilder(), Input(composed.Form));
        if (classifier.Graph.Inputs is not [var given] || !Takes(given, judged.Shape) || logits?.Dims is not [_, { Size: { } count }])
            throw new RhumbException($"The classifier of '{manifest.Name}' does not take {composed.Form.Words} as [B, {string.Join(", ", judged.Shape.Skip(1))}] and return 'logits' [B, k]; correct 'files.classifier' in its manifest.");
        var wanted = ClassLogits.Find(classifier, (int)count, manifest, className);
        return new($"class:{wanted.Name}", composed.Form, Joined(composed.Form, composed.Form.Judged, classifier, given, logits.Name, [1, count], (g, raw) =>
        {
            var probabilities = g.LogSoftmax(wanted.Count == count ? raw : g.Slice(raw, 1, wanted.Start, wanted.Start + wanted.Count));
            return g.Slice(probabilities, 1, wanted.Index, wanted.Index + 1);
        }));
    }

    /// <summary>
    /// A score in a file: one float input, an image [1, C, H, W] of the generator's size with values from 0 to 1, or a waveform [1, n] or [1, 1, n] (the batch axis may be free), and one
    /// output of one number.
    /// </summary>
    /// <exception cref="RhumbException">The file is missing, damaged, or has other inputs and outputs, or the generator makes neither images nor sounds; the message says which.</exception>
    public static DecoderScorer OfFile(string path, IGenerator generator)
    {
        if (generator is not IComposedGenerator { Form: var form })
            throw new RhumbException($"'{path}' is to score images or sounds, and '{generator.Manifest.Name}' makes neither; use a generator of either.");
        if (!File.Exists(path)) throw new RhumbException($"There is no score '{path}'; check the path.");
        try
        {
            var model = OnnxFile.Read(path);
            if (model.Graph.Inputs is not [{ ElementType: ElementType.Float, Dims: not null } given] || !Takes(given, [1, .. form.Shape]) || model.Graph.Outputs is not [var found])
                throw new RhumbException($"'{path}' has the inputs {List(model.Graph.Inputs)} and outputs {List(model.Graph.Outputs)}; a score of {form.Words} takes one float input [1, {string.Join(", ", form.Shape)}] and returns one number: export it so.");
            return new(Path.GetFileName(path), form, Joined(form, (_, x) => x, model, given, found.Name, found.Dims, (_, raw) => raw));
        }
        catch (Exception error) when (error is GraphException or RuntimeException)
        {
            throw new RhumbException($"The score '{path}' cannot be used: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RhumbException">An output is not of the generator's kind and size.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation)
    {
        var scores = new List<double>(outputs.Count);
        foreach (var output in outputs)
        {
            var values = _form.Of(output) ?? throw new RhumbException($"The score '{Name}' needs {_form.Words}; use the generator that it was opened for.");
            using var x = Tensor.Create<float>(values, [1, .. _form.Shape]);
            var results = await _graph.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [IDifferentiableScorer.InputName] = x }, cancellation);
            using var s = results[IDifferentiableScorer.OutputName];
            scores.Add(s.AsSpan<float>()[0]);
        }
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private static Value Input(IScoreForm form) => GraphBuilder.Input(IDifferentiableScorer.InputName, ElementType.Float, [1, .. form.Shape]);

    // Whether an input takes a shape [1, …], perhaps with axes of one after the batch axis: a channel of sound.
    private static bool Takes(Value input, ReadOnlySpan<long> shape)
    {
        if (input.Dims is not { } dims || dims.Count < shape.Length)
            return input.Dims is null;
        var (more, fits) = (dims.Count - shape.Length, true);
        for (var axis = 1; axis < dims.Count; axis++)
            fits &= dims[axis].Size is not { } size || size == (axis <= more ? 1 : shape[axis - more]);
        return fits;
    }

    // x → as the model takes it → the model → s.
    private static Model Joined(
        IScoreForm form, Func<GraphBuilder, Value, Value> before, Model model, Value given, string output, IReadOnlyList<Dim>? dims, Func<GraphBuilder, Value, Value> after)
    {
        var (g, h) = (new GraphBuilder("score_in_"), new GraphBuilder("score_out_"));
        var x = Input(form);
        var taken = before(g, x);
        if (given.Dims is { } wanted && wanted.Count > taken.Rank)
            taken = g.Reshape(taken, [.. Enumerable.Repeat(1L, wanted.Count - taken.Rank), .. taken.Shape]);
        var head = Model.Of(g.Build("score_in", [x], [g.Named("score_given", taken)]), GraphBuilder.MinimumOpset);
        var raw = new Value("score_raw", ElementType.Float, dims);
        var tail = Model.Of(h.Build("score_out", [raw], [h.Named(IDifferentiableScorer.OutputName, h.Reshape(after(h, raw), 1))]), GraphBuilder.MinimumOpset);
        var chosen = model with { Graph = model.Graph with { Outputs = [model.Graph.Outputs.First(value => value.Name == output)] } };
        return Compose.Chain(Compose.Chain(head, chosen, given.Name, "score_given"), tail, "score_raw", output);
    }

    private static string List(IEnumerable<Value> values) => string.Join(", ", values.Select(value => value.ToString()));
}
