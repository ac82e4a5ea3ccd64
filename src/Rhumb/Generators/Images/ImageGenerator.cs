using Rhumb.Autodiff.Graphs;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators.Images;

/// <summary>A generator of images: a decoder z [B, …] → image, behind an optional prior network, with labels as conditions where it has any.</summary>
/// <remarks>May be used from many threads at once.</remarks>
public sealed class ImageGenerator : IGenerator, IMetricSampler
{
    /// <summary>Most images a run.</summary>
    private const int LargestBatch = 16;

    private readonly ImageNetwork _network;
    private readonly ImageLayout _layout;
    private readonly int _metricCount;
    private readonly Lazy<CompiledGraph> _metric, _glance;
    private readonly Lazy<JacobianGraphs> _jacobian;

    private ImageGenerator(GeneratorFolder folder, ImageOptions options)
    {
        (Manifest, _layout) = (folder.Manifest, folder.Manifest.Image!);
        _network = new ImageNetwork(folder, options);
        LatentSpace = new LatentSpace([_network.Block]) { Conditions = Manifest.Conditions };
        try
        {
            _metricCount = _network.CountOf(options.Metric);
        }
        catch
        {
            _network.Dispose();
            throw;
        }
        _metric = new(() => _network.Compile(_network.Metric(options.Metric)));
        _glance = options.Metric == ImageMetric.Reduced ? _metric : new(() => _network.Compile(_network.Metric(ImageMetric.Reduced)));
        _jacobian = new(() => new JacobianGraphs(
            _network.Metric(options.Metric), _network.Block.Name, _network.Block.Shape, ImageHead.MetricName, _metricCount,
            new Dictionary<string, long[]>(StringComparer.Ordinal), _network.Compile));
    }

    /// <inheritdoc/>
    public GeneratorManifest Manifest { get; }

    /// <inheritdoc/>
    public LatentSpace LatentSpace { get; }

    /// <summary>Opens the generator at <paramref name="path"/>, a manifest or its folder.</summary>
    /// <exception cref="RhumbException">A file is missing or damaged, or networks and manifest do not fit each other; the message says what to do.</exception>
    /// <exception cref="RuntimeException">The engine itself is missing.</exception>
    public static ImageGenerator Load(string path, ImageOptions? options = null) => Open(GeneratorFolder.Load(path), options);

    /// <summary>Opens the generator of a loaded manifest.</summary>
    /// <exception cref="RhumbException">As <see cref="Load"/>.</exception>
    public static ImageGenerator Open(GeneratorFolder folder, ImageOptions? options = null) =>
        folder.Manifest.Kind == GeneratorKind.Image
            ? new ImageGenerator(folder, options ?? new ImageOptions())
            : throw new RhumbException($"Generator '{folder.Manifest.Name}' does not make images; open it as what it is.");

    /// <inheritdoc/>
    /// <remarks>An image has one size, so <paramref name="detail"/> makes no difference.</remarks>
    public async Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
    {
        var outputs = new List<Output>(points.Count);
        foreach (var batch in points.Chunk(_network.TakesBatches ? LargestBatch : 1))
        {
            var inputs = _network.Inputs(LatentSpace, batch);
            try
            {
                var pixels = await _network.PixelsAsync(inputs, cancellation);
                outputs.AddRange(pixels.Chunk(_layout.Height * _layout.Width * _layout.Channels).Select(values => new ImageOutput(_layout.Height, _layout.Width, _layout.Channels, values)));
            }
            finally
            {
                Release(inputs);
            }
        }
        return outputs;
    }

    /// <inheritdoc/>
    public async Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation)
    {
        // Building the graphs takes a while the first time.
        var graphs = await Task.Run(() => _jacobian.Value, cancellation);
        return new JacobianOperator(graphs, _network.Inputs(LatentSpace, [point]));
    }

    /// <inheritdoc/>
    public Task<RowMatrix> MetricAsync(Point centre, RowMatrix latents, CancellationToken cancellation) =>
        RunAsync(_metric.Value, _metricCount, centre, latents, cancellation);

    /// <summary>Visible change of two points: <see cref="ImageChange"/> of their images as <see cref="ImageMetric.Reduced"/> sees them.</summary>
    public async Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation)
    {
        var count = _network.Head.CountOf(ImageMetric.Reduced);
        var (a, b) = (await GlanceAsync(from), await GlanceAsync(to));
        return ImageChange.Between(a.Values, b.Values, _layout.Channels);

        Task<RowMatrix> GlanceAsync(Point point) => RunAsync(_glance.Value, count, point, new RowMatrix(1, LatentSpace.Dimension, LatentSpace.Flatten(point)), cancellation);
    }

    /// <summary>The classifier that was trained beside the generator: its output → <c>logits</c>; null where there is none.</summary>
    /// <exception cref="RhumbException">The file is damaged.</exception>
    internal Model? Classifier() => _network.Classifier();

    /// <summary>Latent and conditions, image, and then <paramref name="head"/>, whose input <paramref name="input"/> [1, C, H, W] is the image from 0 for black to 1 for white.</summary>
    internal Model Followed(Model head, string input) => _network.Followed(head, input);

    /// <summary>A graph of this generator ready to run.</summary>
    internal CompiledGraph Compile(Model model) => _network.Compile(model);

    /// <summary>Inputs of the graphs for one point; the caller disposes them.</summary>
    internal Dictionary<string, Tensor> Inputs(Point point) => _network.Inputs(LatentSpace, [point]);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_jacobian.IsValueCreated)
            _jacobian.Value.Dispose();
        if (_metric.IsValueCreated)
            _metric.Value.Dispose();
        if (_glance.IsValueCreated && _glance != _metric)
            _glance.Value.Dispose();
        _network.Dispose();
    }

    private async Task<RowMatrix> RunAsync(CompiledGraph graph, int count, Point centre, RowMatrix latents, CancellationToken cancellation)
    {
        var result = new RowMatrix(latents.Rows, count);
        var largest = _network.TakesBatches ? LargestBatch : 1;
        for (var start = 0; start < latents.Rows; start += largest)
        {
            var rows = Math.Min(largest, latents.Rows - start);
            var inputs = _network.Inputs(latents.Values.AsSpan(start * latents.Columns, rows * latents.Columns), [.. Enumerable.Repeat(centre, rows)]);
            try
            {
                using var values = (await graph.RunAsync(inputs, cancellation))[ImageHead.MetricName];
                values.AsSpan<float>().CopyTo(result.Values.AsSpan(start * count));
            }
            finally
            {
                Release(inputs);
            }
        }
        return result;
    }

    private static void Release(Dictionary<string, Tensor> inputs)
    {
        foreach (var tensor in inputs.Values)
            tensor.Dispose();
    }
}
