using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Runtime;
using ElementType = Rhumb.Runtime.ElementType;

namespace Rhumb.Generators.Images;

/// <summary>The networks of an image generator as one model, its inputs and output checked against the manifest.</summary>
internal sealed class ImageNetwork : IDisposable
{
    private readonly GeneratorFolder _folder;
    private readonly GeneratorWeights _weights = new();
    private readonly ExecutionDevice? _device;
    private readonly LatentBlock _code;
    private readonly Model _model;
    private readonly string _image;
    private readonly CompiledGraph _pixels;

    public ImageNetwork(GeneratorFolder folder, ImageOptions options)
    {
        (_folder, _device) = (folder, options.Device);
        var manifest = folder.Manifest;
        if (manifest.Latent.Count != 1)
            throw new RhumbException($"Generator '{manifest.Name}' has {manifest.Latent.Count} latent blocks, and images are made from one so far; export the others as constants.");
        _code = manifest.Code ?? manifest.Latent[0];
        Head = new ImageHead(manifest.Image!);
        var usesPrior = manifest.Files.Prior is not null && options.Space == WalkSpace.Prior;
        Block = usesPrior ? manifest.Latent[0] : _code;
        try
        {
            _model = Read(manifest.Files.Decoder);
            _image = OutputOf(_model, manifest.Files.Decoder, "image");
            CheckImage(_model.Graph.Outputs.First(output => output.Name == _image), manifest.Image!);
            if (usesPrior)
            {
                var prior = Read(manifest.Files.Prior!);
                _model = Autodiff.Passes.Compose.Chain(prior, _model, Bound(_code.Name, OutputOf(prior, manifest.Files.Prior!, _code.Name)));
            }
            var given = _model.Graph.Inputs.Select(input => input.Name).Order(StringComparer.Ordinal).ToArray();
            var wanted = manifest.Conditions.Select(condition => condition.Name).Append(Block.Name).Order(StringComparer.Ordinal).ToArray();
            if (!given.SequenceEqual(wanted, StringComparer.Ordinal))
                throw new RhumbException($"'{folder.PathOf(manifest.Files.Decoder)}' has the inputs {List(given)}, but the manifest names {List(wanted)}; describe the latent under 'latent' and every other input under 'conditions'.");
            _pixels = Compile(Composed(Head.Pixels()));
            Check(_pixels);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The walked block.</summary>
    public LatentBlock Block { get; }

    /// <summary>What follows the image.</summary>
    public ImageHead Head { get; }

    /// <summary>Whether several points may be decoded in one run.</summary>
    public bool TakesBatches => _pixels.Inputs.All(input => input.Shape[0] is null);

    /// <summary>Latent and conditions to φ [B, n].</summary>
    /// <exception cref="RhumbException">There is no classifier whose features φ could be.</exception>
    public Model Metric(ImageMetric metric)
    {
        if (metric != ImageMetric.Features)
            return Composed(Head.Metric(metric));
        var (classifier, features) = Features();
        var g = new GraphBuilder("features_");
        var found = GraphBuilder.Input("features_given", Autodiff.Graphs.ElementType.Float, -1, features.Dims![1].Size!.Value);
        var named = Model.Of(g.Build("features", [found], [g.Named(ImageHead.MetricName, found)]), GraphBuilder.MinimumOpset);
        var judged = Autodiff.Passes.Compose.Chain(_model, classifier, Bound(classifier.Graph.Inputs[0].Name, _image));
        return Autodiff.Passes.Compose.Chain(judged, named, Bound(found.Name, features.Name));
    }

    /// <summary>n of <see cref="Metric"/>.</summary>
    /// <exception cref="RhumbException">As <see cref="Metric"/>.</exception>
    public int CountOf(ImageMetric metric) => metric == ImageMetric.Features ? (int)Features().Output.Dims![1].Size!.Value : Head.CountOf(metric);

    // The classifier with its features alone.
    private (Model Classifier, Value Output) Features()
    {
        var classifier = Classifier();
        return classifier?.Graph.Outputs.FirstOrDefault(each => each.Name == "features") is { Dims: [_, { Size: not null }] } output && classifier.Graph.Inputs.Count == 1
            ? (classifier with { Graph = classifier.Graph with { Outputs = [output] } }, output)
            : throw new RhumbException($"Generator '{_folder.Manifest.Name}' has no classifier with an output 'features' [B, f], so there is no metric 'features'; choose another.");
    }

    /// <summary>Latent and conditions to the image, and on through <paramref name="head"/>, which takes it as <paramref name="input"/> [B, C, H, W] in [0, 1].</summary>
    public Model Followed(Model head, string input) => Autodiff.Passes.Compose.Chain(Composed(Head.Planes()), head, Bound(input, ImageHead.PlanesName));

    /// <summary>The classifier beside the decoder, or null.</summary>
    public Model? Classifier() => _folder.Manifest.Files.Classifier is { } file ? Read(file) : null;

    /// <summary>A graph of this generator ready to run, on weights in memory once.</summary>
    public CompiledGraph Compile(Model model) => _weights.Compile(model, _device);

    /// <summary>Pixels [n · H · W · C] of the inputs of n points; the inputs stay the caller's.</summary>
    public async Task<float[]> PixelsAsync(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation)
    {
        using var pixels = (await _pixels.RunAsync(inputs, cancellation))[ImageHead.PixelsName];
        return pixels.ToArray<float>();
    }

    /// <summary>The inputs of <paramref name="points"/>, by name: latents [n, …] and conditions; the caller disposes them.</summary>
    public Dictionary<string, Tensor> Inputs(LatentSpace space, IReadOnlyList<Point> points)
    {
        var (n, d) = (points.Count, Block.Count);
        var latent = new float[n * d];
        for (var i = 0; i < n; i++)
            space.Flatten(points[i]).CopyTo(latent, i * d);
        return Inputs(latent, points);
    }

    /// <summary>As above, the latents [n, d] given apart from the <paramref name="points"/>, which say the conditions.</summary>
    public Dictionary<string, Tensor> Inputs(ReadOnlySpan<float> latents, IReadOnlyList<Point> points)
    {
        // Classes first: they may be wrong, and nothing is left behind then.
        var labels = _folder.Manifest.Conditions.OfType<LabelCondition>().ToDictionary(
            label => label, label => points.Select(point => LatentSpace.ClassOf(point, label)).ToArray());
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal)
        {
            [Block.Name] = Tensor.Create(latents, [points.Count, .. Block.Shape.Select(length => (long)length)]),
        };
        foreach (var (label, classes) in labels)
            inputs[label.Name] = Encoded(label, classes);
        return inputs;
    }

    public void Dispose()
    {
        _pixels?.Dispose();
        _weights.Dispose();
    }

    private static Tensor Encoded(LabelCondition label, int[] classes)
    {
        if (label.Encoding == LabelEncoding.Index)
            return Tensor.Create<long>(Array.ConvertAll(classes, index => (long)index), classes.Length);
        var k = label.Classes.Count;
        var oneHot = new float[classes.Length * k];
        for (var i = 0; i < classes.Length; i++)
            oneHot[(i * k) + classes[i]] = 1;
        return Tensor.Create<float>(oneHot, classes.Length, k);
    }

    private Model Composed(Model head) => Autodiff.Passes.Compose.Chain(_model, head, Bound(ImageHead.Input, _image));

    private static Dictionary<string, string> Bound(string input, string output) => new(StringComparer.Ordinal) { [input] = output };

    private Model Read(GeneratorFile file) => OnnxFile.Read(_folder.ReadFile(file), _folder.Folder);

    private string OutputOf(Model model, GeneratorFile file, string wanted) =>
        (model.Graph.Outputs.FirstOrDefault(output => output.Name == wanted) ?? (model.Graph.Outputs.Count == 1 ? model.Graph.Outputs[0] : null))?.Name
        ?? throw new RhumbException($"'{_folder.PathOf(file)}' has the outputs {List(model.Graph.Outputs.Select(output => output.Name))}; name the one that is meant '{wanted}'.");

    private void CheckImage(Value image, ImageLayout layout)
    {
        long[] wanted = layout.Axes == ImageAxes.ChannelsFirst ? [layout.Channels, layout.Height, layout.Width] : [layout.Height, layout.Width, layout.Channels];
        if (image.Dims is { } dims && (dims.Count != 4 || dims.Skip(1).Zip(wanted).Any(pair => pair.First.Size is { } size && size != pair.Second)))
            throw new RhumbException($"The manifest says that images are [B, {string.Join(", ", wanted)}], but '{_folder.PathOf(_folder.Manifest.Files.Decoder)}' returns {image}; correct 'image'.");
    }

    private void Check(CompiledGraph graph)
    {
        var path = _folder.PathOf(_folder.Manifest.Files.Decoder);
        Require("block", Block.Name, ElementType.Float, [1, .. Block.Shape.Select(length => (long)length)]);
        foreach (var label in _folder.Manifest.Conditions.OfType<LabelCondition>())
            Require("condition", label.Name, label.Encoding == LabelEncoding.Index ? ElementType.Int64 : ElementType.Float, label.Encoding == LabelEncoding.Index ? [1] : [1, label.Classes.Count]);

        void Require(string role, string name, ElementType type, long[] shape)
        {
            var spec = graph.Inputs.First(input => input.Name == name);
            if (spec.ElementType != type || !spec.Allows(shape))
                throw new RhumbException($"The manifest gives the {role} '{name}' the shape [B{string.Concat(shape.Skip(1).Select(length => $", {length}"))}] of {type}, but '{path}' has {spec}; correct the manifest.");
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
