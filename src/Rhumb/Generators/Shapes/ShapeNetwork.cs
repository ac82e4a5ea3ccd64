using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Runtime;
using ElementType = Rhumb.Runtime.ElementType;

namespace Rhumb.Generators.Shapes;

/// <summary>The networks of a shape generator, their inputs and outputs checked against the manifest.</summary>
internal sealed class ShapeNetwork : IDisposable
{
    private readonly GeneratorFolder _folder;
    private readonly GeneratorWeights _weights = new();
    private readonly ExecutionDevice? _device;
    private readonly Model _model;
    private readonly CompiledGraph _early, _late;
    private readonly DecoderNames _names;
    private readonly LatentBlock _code;

    public ShapeNetwork(GeneratorFolder folder, ShapeOptions options)
    {
        (_folder, _device) = (folder, options.Device);
        var manifest = folder.Manifest;
        if (manifest.Latent.Count != 1)
            throw new RhumbException($"Generator '{manifest.Name}' has {manifest.Latent.Count} latent blocks; a shape generator has one.");
        _code = manifest.Code ?? manifest.Latent[0];
        var usesPrior = manifest.Files.Prior is not null && options.Space == WalkSpace.Prior;
        Block = usesPrior ? manifest.Latent[0] : _code;
        try
        {
            _names = CheckDecoder();
            _model = Read(manifest.Files.Decoder);
            if (usesPrior)
                _model = Autodiff.Passes.Compose.Chain(
                    Read(manifest.Files.Prior!), _model, _names.Code, CheckPrior(manifest.Files.Prior!));
            var (early, late) = Partition.Run(_model, [Block.Name], GraphRuntime.Probe);
            (_early, _late) = (Compile(early), Compile(late));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The walked block.</summary>
    public LatentBlock Block { get; }

    /// <summary>Name of the metric in <see cref="Compose"/>.</summary>
    public const string MetricName = "metric";

    /// <summary>Name of the decoder's input of points.</summary>
    public string PointsName => _names.Points;

    /// <summary>The field of the latent <paramref name="z"/> [d]; the caller disposes it.</summary>
    public async Task<DecoderField> FieldAsync(float[] z, CancellationToken cancellation)
    {
        // What depends on the latent alone, once for all points of the shape.
        var latent = ToTensor(z);
        var given = new Dictionary<string, Tensor>(await _early.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [Block.Name] = latent }, cancellation), StringComparer.Ordinal);
        if (_late.Inputs.Any(input => input.Name == Block.Name))
            given[Block.Name] = latent;
        else
            latent.Dispose();
        return new DecoderField(_late, _names, given, _folder.Manifest.Shape!.IsoLevel);
    }

    /// <summary>A graph of this generator ready to run, on weights in memory once.</summary>
    public CompiledGraph Compile(Model model) => _weights.Compile(model, _device);

    /// <summary>z [d] as the tensor [1, …] that the walked graph takes.</summary>
    public Tensor ToTensor(ReadOnlySpan<float> z) => Tensor.Create(z, [1, .. Block.Shape.Select(length => (long)length)]);

    /// <summary>Prior, decoder and metric as one model: (latent [B, …], points [P, 3]) → metric [B, P].</summary>
    public Model Compose(ShapeMetric metric)
    {
        var builder = new GraphBuilder("metric_");
        var field = GraphBuilder.Input("metric_field", Autodiff.Graphs.ElementType.Float, -1, -1);
        var shifted = builder.Sub(field, builder.Scalar(_folder.Manifest.Shape!.IsoLevel));
        var value = metric == ShapeMetric.Occupancy ? builder.Sigmoid(shifted) : shifted;
        var output = builder.Named(MetricName, value);
        var head = Model.Of(builder.Build(MetricName, [field], [output]), GraphBuilder.MinimumOpset);
        return Autodiff.Passes.Compose.Chain(_model, head, field.Name, _names.Field);
    }

    public void Dispose()
    {
        _early?.Dispose();
        _late?.Dispose();
        _weights.Dispose();
    }

    private CompiledGraph Load(GeneratorFile file)
    {
        try
        {
            return CompiledGraph.Load(_folder.ReadFile(file), _device);
        }
        catch (RuntimeException error)
        {
            throw new RhumbException($"'{_folder.PathOf(file)}': {error.Message}", error);
        }
    }

    private Model Read(GeneratorFile file) => NetworkNoise.Frozen(OnnxFile.Read(_folder.ReadFile(file), _folder.Folder), _folder.Manifest);

    private DecoderNames CheckDecoder()
    {
        var path = _folder.PathOf(_folder.Manifest.Files.Decoder);
        using var decoder = Load(_folder.Manifest.Files.Decoder);
        var points = decoder.Inputs.FirstOrDefault(input => input.Name == "points");
        var code = decoder.Inputs.FirstOrDefault(input => input.Name == _code.Name);
        if (decoder.Inputs.Count != 2 || points is null || code is null)
            throw new RhumbException($"'{path}' has the inputs {List(decoder.Inputs)}; a shape decoder has '{_code.Name}' (the code, as the manifest calls it) and 'points' [P, 3]: correct the manifest or export the decoder so.");
        var field = decoder.Outputs.FirstOrDefault(output => output.Name == "field") ?? (decoder.Outputs.Count == 1 ? decoder.Outputs[0] : null);
        if (field is null)
            throw new RhumbException($"'{path}' has the outputs {List(decoder.Outputs)}; name the one that is the field 'field'.");
        Require(path, code, _code);
        Require(path, points, "points", [5, 3]);
        Require(path, field, "field", [1, 5]);
        return new DecoderNames(code.Name, points.Name, field.Name);
    }

    // Returns the name of its output, the code.
    private string CheckPrior(GeneratorFile file)
    {
        var path = _folder.PathOf(file);
        using var prior = Load(file);
        if (prior.Inputs.Count != 1 || prior.Inputs[0].Name != Block.Name || prior.Outputs.Count != 1)
            throw new RhumbException($"'{path}' has the inputs {List(prior.Inputs)} and outputs {List(prior.Outputs)}; a prior network has the input '{Block.Name}' (as the manifest calls it) and one output, the code.");
        Require(path, prior.Inputs[0], Block);
        Require(path, prior.Outputs[0], _code);
        return prior.Outputs[0].Name;
    }

    private static void Require(string path, TensorSpec spec, LatentBlock block)
    {
        if (spec.ElementType != ElementType.Float || !spec.Allows([1, .. block.Shape.Select(length => (long)length)]))
            throw new RhumbException($"The manifest gives block '{block.Name}' the shape [{string.Join(", ", block.Shape)}], but '{path}' has {spec}; correct the manifest.");
    }

    private static void Require(string path, TensorSpec spec, string role, ReadOnlySpan<long> example)
    {
        if (spec.ElementType != ElementType.Float || !spec.Allows(example))
            throw new RhumbException($"'{path}' has {spec}; {role} must be float with a free number of points ({(role == "points" ? "[P, 3]" : "[B, P]")}): export the decoder so.");
    }

    private static string List(IReadOnlyList<TensorSpec> specs) => string.Join(", ", specs.Select(spec => $"'{spec.Name}'"));
}
