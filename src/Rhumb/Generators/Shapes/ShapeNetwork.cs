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
    private readonly CompiledGraph _decoder;
    private readonly CompiledGraph? _prior;
    private readonly DecoderNames _names;
    private readonly LatentBlock _code;

    public ShapeNetwork(GeneratorFolder folder, ShapeOptions options)
    {
        _folder = folder;
        var manifest = folder.Manifest;
        if (manifest.Latent.Count != 1)
            throw new RhumbException($"Generator '{manifest.Name}' has {manifest.Latent.Count} latent blocks; a shape generator has one.");
        _code = manifest.Code ?? manifest.Latent[0];
        var usesPrior = manifest.Files.Prior is not null && options.Space == WalkSpace.Prior;
        Block = usesPrior ? manifest.Latent[0] : _code;
        _decoder = Load(manifest.Files.Decoder, options.Device);
        try
        {
            _prior = usesPrior ? Load(manifest.Files.Prior!, options.Device) : null;
            _names = CheckDecoder();
            if (_prior is not null)
                CheckPrior(_prior);
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
        var iso = _folder.Manifest.Shape!.IsoLevel;
        var latent = ToTensor(z);
        if (_prior is null)
            return new DecoderField(_decoder, _names, latent, iso);
        using (latent)
        {
            var results = await _prior.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_prior.Inputs[0].Name] = latent }, cancellation);
            return new DecoderField(_decoder, _names, results[_prior.Outputs[0].Name], iso);
        }
    }

    /// <summary>z [d] as the tensor [1, …] that the walked graph takes.</summary>
    public Tensor ToTensor(ReadOnlySpan<float> z) => Tensor.Create(z, [1, .. Block.Shape.Select(length => (long)length)]);

    /// <summary>Prior, decoder and metric as one model: (latent [B, …], points [P, 3]) → metric [B, P].</summary>
    public Model Compose(ShapeMetric metric)
    {
        var decoder = Read(_folder.Manifest.Files.Decoder);
        var model = _prior is null ? decoder
            : Autodiff.Passes.Compose.Chain(Read(_folder.Manifest.Files.Prior!), decoder, new Dictionary<string, string>(StringComparer.Ordinal) { [_names.Code] = _prior.Outputs[0].Name });
        var builder = new GraphBuilder("metric_");
        var field = GraphBuilder.Input("metric_field", Autodiff.Graphs.ElementType.Float, -1, -1);
        var shifted = builder.Sub(field, builder.Scalar(_folder.Manifest.Shape!.IsoLevel));
        var value = metric == ShapeMetric.Occupancy ? builder.Sigmoid(shifted) : shifted;
        var output = builder.Named(MetricName, value);
        var head = Model.Of(builder.Build(MetricName, [field], [output]), GraphBuilder.MinimumOpset);
        return Autodiff.Passes.Compose.Chain(model, head, new Dictionary<string, string>(StringComparer.Ordinal) { [field.Name] = _names.Field });
    }

    public void Dispose()
    {
        _decoder.Dispose();
        _prior?.Dispose();
    }

    private CompiledGraph Load(GeneratorFile file, ExecutionDevice? device)
    {
        try
        {
            return CompiledGraph.Load(_folder.ReadFile(file), device);
        }
        catch (RuntimeException error)
        {
            throw new RhumbException($"'{_folder.PathOf(file)}': {error.Message}", error);
        }
    }

    private Model Read(GeneratorFile file) => OnnxFile.Read(_folder.ReadFile(file), _folder.Folder);

    private DecoderNames CheckDecoder()
    {
        var path = _folder.PathOf(_folder.Manifest.Files.Decoder);
        var points = _decoder.Inputs.FirstOrDefault(input => input.Name == "points");
        var code = _decoder.Inputs.FirstOrDefault(input => input.Name == _code.Name);
        if (_decoder.Inputs.Count != 2 || points is null || code is null)
            throw new RhumbException($"'{path}' has the inputs {List(_decoder.Inputs)}; a shape decoder has '{_code.Name}' (the code, as the manifest calls it) and 'points' [P, 3]: correct the manifest or export the decoder so.");
        var field = _decoder.Outputs.FirstOrDefault(output => output.Name == "field") ?? (_decoder.Outputs.Count == 1 ? _decoder.Outputs[0] : null);
        if (field is null)
            throw new RhumbException($"'{path}' has the outputs {List(_decoder.Outputs)}; name the one that is the field 'field'.");
        Require(path, code, _code);
        Require(path, points, "points", [5, 3]);
        Require(path, field, "field", [1, 5]);
        return new DecoderNames(code.Name, points.Name, field.Name);
    }

    private void CheckPrior(CompiledGraph prior)
    {
        var path = _folder.PathOf(_folder.Manifest.Files.Prior!);
        if (prior.Inputs.Count != 1 || prior.Inputs[0].Name != Block.Name || prior.Outputs.Count != 1)
            throw new RhumbException($"'{path}' has the inputs {List(prior.Inputs)} and outputs {List(prior.Outputs)}; a prior network has the input '{Block.Name}' (as the manifest calls it) and one output, the code.");
        Require(path, prior.Inputs[0], Block);
        Require(path, prior.Outputs[0], _code);
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
