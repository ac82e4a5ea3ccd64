using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Generators.Images;
using Rhumb.Runtime;
using ElementType = Rhumb.Autodiff.Graphs.ElementType;

namespace Rhumb.Scoring;

/// <summary>A score of images that is an ONNX graph x [1, C, H, W] → s [1], x from 0 for black to 1 for white: how likely a class is, or a file of one's own.</summary>
public sealed class ImageScorer : IScorer, IDisposable
{
    private readonly CompiledGraph _graph;
    private readonly ImageLayout _layout;

    private ImageScorer(string name, ImageLayout layout, Model model) => (Name, _layout, Model, _graph) = (name, layout, model, GraphRuntime.Compile(model));

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The graph <c>x</c> → <c>s</c>.</summary>
    public Model Model { get; }

    /// <summary>The key of a classifier's metadata under which attributes and their values stand as JSON, in the order of its logits: a classifier by several attributes.</summary>
    public const string AttributesKey = ClassLogits.AttributesKey;

    /// <summary>s(x) = log p(class | x), as the classifier that was trained beside the generator says.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="className">A class of its conditions by name, or a number from 0; ATTRIBUTE=VALUE where the classifier judges several attributes.</param>
    /// <exception cref="RhumbException">The generator has no classifier, or the classifier no such class.</exception>
    public static ImageScorer OfClass(ImageGenerator generator, string className)
    {
        var manifest = generator.Manifest;
        var classifier = generator.Classifier() ?? throw new RhumbException($"Generator '{manifest.Name}' has no classifier; score by an ONNX file instead.");
        var logits = classifier.Graph.Outputs.FirstOrDefault(output => output.Name == "logits");
        if (classifier.Graph.Inputs.Count != 1 || logits?.Dims is not [_, { Size: { } count }])
            throw new RhumbException($"The classifier of '{manifest.Name}' does not take one image and return 'logits' [B, k]; correct 'files.classifier' in its manifest.");
        var wanted = ClassLogits.Find(classifier, (int)count, manifest, className);

        var layout = manifest.Image!;
        var g = new GraphBuilder("class_in_");
        var x = Input(layout);
        var ranged = (new Term(g, x) * (layout.High - layout.Low)) + layout.Low;
        var image = g.Named("class_image", layout.Axes == ImageAxes.ChannelsFirst ? ranged : g.Transpose(ranged, 0, 2, 3, 1));
        var head = Model.Of(g.Build("class_in", [x], [image]), GraphBuilder.MinimumOpset);
        var h = new GraphBuilder("class_out_");
        var raw = GraphBuilder.Input("class_logits", ElementType.Float, 1, count);
        var probabilities = h.LogSoftmax(wanted.Count == count ? raw : h.Slice(raw, 1, wanted.Start, wanted.Start + wanted.Count));
        var tail = Model.Of(h.Build("class_out", [raw], [h.Named(IDifferentiableScorer.OutputName, h.Reshape(h.Slice(probabilities, 1, wanted.Index, wanted.Index + 1), 1))]), GraphBuilder.MinimumOpset);
        return new($"class:{wanted.Name}", layout, Joined(head, image.Name, classifier, classifier.Graph.Inputs[0].Name, logits.Name, tail, raw.Name));
    }

    /// <summary>A score in a file: one float input, an image [1, C, H, W] of the generator's size with values from 0 to 1 (the batch axis may be free), one output of one number.</summary>
    /// <exception cref="RhumbException">The file is missing, damaged, or has other inputs and outputs; the message says which.</exception>
    public static ImageScorer OfFile(string path, ImageLayout layout)
    {
        if (!File.Exists(path)) throw new RhumbException($"There is no score '{path}'; check the path.");
        try
        {
            var model = OnnxFile.Read(path);
            long[] wanted = [layout.Channels, layout.Height, layout.Width];
            if (model.Graph.Inputs is not [{ ElementType: ElementType.Float, Dims: { Count: 4 } dims }] || model.Graph.Outputs.Count != 1
                || dims.Skip(1).Zip(wanted).Any(pair => pair.First.Size is { } size && size != pair.Second))
                throw new RhumbException($"'{path}' has the inputs {List(model.Graph.Inputs)} and outputs {List(model.Graph.Outputs)}; a score of these images takes one float input [1, {string.Join(", ", wanted)}] and returns one number: export it so.");
            var g = new GraphBuilder("score_in_");
            var x = Input(layout);
            var image = g.Named("score_image", x);
            var h = new GraphBuilder("score_out_");
            var raw = new Value("score_raw", ElementType.Float, model.Graph.Outputs[0].Dims);
            var tail = Model.Of(h.Build("score_out", [raw], [h.Named(IDifferentiableScorer.OutputName, h.Reshape(raw, 1))]), GraphBuilder.MinimumOpset);
            var head = Model.Of(g.Build("score_in", [x], [image]), GraphBuilder.MinimumOpset);
            return new(Path.GetFileName(path), layout, Joined(head, image.Name, model, model.Graph.Inputs[0].Name, model.Graph.Outputs[0].Name, tail, raw.Name));
        }
        catch (Exception error) when (error is GraphException or RuntimeException)
        {
            throw new RhumbException($"The score '{path}' cannot be used: {error.Message}", error);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="RhumbException">An output is no image of the generator's size.</exception>
    public async Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation)
    {
        var scores = new List<double>(outputs.Count);
        foreach (var output in outputs)
        {
            if (output is not ImageOutput image || (image.Height, image.Width, image.Channels) != (_layout.Height, _layout.Width, _layout.Channels))
                throw new RhumbException($"The score '{Name}' needs images of {_layout.Width} × {_layout.Height} pixels in {_layout.Channels} channels; use the generator that it was opened for.");
            using var x = Tensor.Create<float>(Planes(image), 1, image.Channels, image.Height, image.Width);
            var results = await _graph.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [IDifferentiableScorer.InputName] = x }, cancellation);
            using var s = results[IDifferentiableScorer.OutputName];
            scores.Add(s.AsSpan<float>()[0]);
        }
        return scores;
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    // [H, W, C] → [C, H, W].
    private static float[] Planes(ImageOutput image)
    {
        var planes = new float[image.Values.Length];
        var area = image.Height * image.Width;
        for (var i = 0; i < area; i++)
            for (var channel = 0; channel < image.Channels; channel++)
                planes[(channel * area) + i] = image.Values[(i * image.Channels) + channel];
        return planes;
    }

    private static Value Input(ImageLayout layout) => GraphBuilder.Input(IDifferentiableScorer.InputName, ElementType.Float, 1, layout.Channels, layout.Height, layout.Width);

    private static Model Joined(Model head, string given, Model middle, string input, string output, Model tail, string raw)
    {
        var chosen = middle with { Graph = middle.Graph with { Outputs = [middle.Graph.Outputs.First(value => value.Name == output)] } };
        var joined = Compose.Chain(head, chosen, new Dictionary<string, string>(StringComparer.Ordinal) { [input] = given });
        return Compose.Chain(joined, tail, new Dictionary<string, string>(StringComparer.Ordinal) { [raw] = output });
    }

    private static string List(IEnumerable<Value> values) => string.Join(", ", values.Select(value => value.ToString()));
}
