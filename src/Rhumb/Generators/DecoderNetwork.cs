using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.Runtime;
using ElementType = Rhumb.Runtime.ElementType;

namespace Rhumb.Generators;

/// <summary>The networks of a generator as one model, its inputs and output checked against the manifest.</summary>
internal sealed class DecoderNetwork<TMetric> : IDisposable
    where TMetric : struct, Enum
{
    private readonly GeneratorFolder _folder;
    private readonly GeneratorWeights _weights = new();
    private readonly IDecoderHead<TMetric> _head;
    private readonly ExecutionDevice? _device;
    private readonly Model _model;
    private readonly Value _output;
    private readonly CompiledGraph _values;

    public DecoderNetwork(GeneratorFolder folder, IDecoderHead<TMetric> head, WalkSpace space, ExecutionDevice? device)
    {
        (_folder, _head, _device) = (folder, head, device);
        var manifest = folder.Manifest;
        if (manifest.Latent.Count != 1)
            throw new RhumbException($"Generator '{manifest.Name}' has {manifest.Latent.Count} latent blocks, and outputs are made from one so far; export the others as constants.");
        var code = manifest.Code ?? manifest.Latent[0];
        var usesPrior = manifest.Files.Prior is not null && space == WalkSpace.Prior;
        Block = usesPrior ? manifest.Latent[0] : code;
        try
        {
            _model = Read(manifest.Files.Decoder);
            _output = OutputOf(_model, manifest.Files.Decoder, head.OutputName);
            head.Check(_output, folder.PathOf(manifest.Files.Decoder));
            if (usesPrior)
            {
                var prior = Read(manifest.Files.Prior!);
                _model = Autodiff.Passes.Compose.Chain(prior, _model, code.Name, OutputOf(prior, manifest.Files.Prior!, code.Name).Name);
            }
            var given = _model.Graph.Inputs.Select(input => input.Name).Order(StringComparer.Ordinal).ToArray();
            var wanted = manifest.Conditions.Select(condition => condition.Name).Append(Block.Name).Order(StringComparer.Ordinal).ToArray();
            if (!given.SequenceEqual(wanted, StringComparer.Ordinal))
                throw new RhumbException($"'{folder.PathOf(manifest.Files.Decoder)}' has the inputs {List(given)}, but the manifest names {List(wanted)}; describe the latent under 'latent' and every other input under 'conditions'.");
            _values = Compile(Composed(head.Decode(_output)));
            Check(_values);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The walked block.</summary>
    public LatentBlock Block { get; }

    /// <summary>Whether several points may be decoded in one run.</summary>
    public bool TakesBatches => _values.Inputs.All(input => input.Shape[0] is null);

    /// <summary>How scores see the decoder's output.</summary>
    public IScoreForm Form => _head;

    /// <summary>The classifier beside the decoder, or null.</summary>
    public Model? Classifier() => _folder.Classifier();

    /// <summary>Latent and conditions to x as scores see it.</summary>
    public Model Scored() => Composed(_head.Scored(_output));

    /// <summary>Latent and conditions to φ [B, n].</summary>
    public Model Metric(TMetric metric) => Composed(_head.Metric(_output, metric));

    /// <summary>A graph of this generator ready to run, on weights in memory once.</summary>
    public CompiledGraph Compile(Model model) => _weights.Compile(model, _device);

    /// <summary>What is shown of the inputs of n points, one after another; the inputs stay the caller's.</summary>
    public async Task<float[]> ValuesAsync(IReadOnlyDictionary<string, Tensor> inputs, CancellationToken cancellation)
    {
        using var values = (await _values.RunAsync(inputs, cancellation))[DecoderHeads.Values];
        return values.ToArray<float>();
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
        // Conditions first: they may be wrong, and nothing is left behind then.
        var chosen = _folder.Manifest.Conditions.ToDictionary(condition => condition, condition => points.Select(point => LatentSpace.ChoiceOf(point, condition)).ToArray());
        var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var (condition, values) in chosen)
                inputs[condition.Name] = condition.Encode(values);
            inputs[Block.Name] = Tensor.Create(latents, [points.Count, .. Block.Shape.Select(length => (long)length)]);
            return inputs;
        }
        catch
        {
            foreach (var tensor in inputs.Values)
                tensor.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _values?.Dispose();
        _weights.Dispose();
    }

    // Latent and conditions to what the head makes of the decoder's output.
    private Model Composed(Model head) => Autodiff.Passes.Compose.Chain(_model, head, DecoderHeads.Input, _output.Name);

    private Model Read(GeneratorFile file) => NetworkNoise.Frozen(OnnxFile.Read(_folder.ReadFile(file), _folder.Folder), _folder.Manifest);

    private Value OutputOf(Model model, GeneratorFile file, string wanted) =>
        model.Graph.Outputs.FirstOrDefault(output => output.Name == wanted) ?? (model.Graph.Outputs.Count == 1 ? model.Graph.Outputs[0] : null)
        ?? throw new RhumbException($"'{_folder.PathOf(file)}' has the outputs {List(model.Graph.Outputs.Select(output => output.Name))}; name the one that is meant '{wanted}'.");

    private void Check(CompiledGraph graph)
    {
        var path = _folder.PathOf(_folder.Manifest.Files.Decoder);
        Require("block", Block.Name, ElementType.Float, [1, .. Block.Shape.Select(length => (long)length)]);
        foreach (var condition in _folder.Manifest.Conditions)
            Require("condition", condition.Name, condition.Input.Type, condition.Input.Shape);

        void Require(string role, string name, ElementType type, long[] shape)
        {
            var spec = graph.Inputs.First(input => input.Name == name);
            if (spec.ElementType != type || !spec.Allows(shape))
                throw new RhumbException($"The manifest gives the {role} '{name}' the shape [B{string.Concat(shape.Skip(1).Select(length => $", {length}"))}] of {type}, but '{path}' has {spec}; correct the manifest.");
        }
    }

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
