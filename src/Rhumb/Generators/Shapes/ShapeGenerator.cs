using Rhumb.Autodiff.Graphs;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators.Shapes;

/// <summary>A generator of solids: an implicit decoder (code [B, …], points [P, 3]) → field [B, P], behind an optional prior network.</summary>
/// <remarks>May be used from many threads at once. What depends on the latent alone is computed once a shape.</remarks>
public sealed class ShapeGenerator : IGenerator, IMetricSampler
{
    private readonly ShapeNetwork _network;
    private readonly ShapeOptions _options;
    private readonly ShapeLayout _layout;
    private readonly Lazy<JacobianGraphs> _jacobian;
    private readonly Lazy<CompiledGraph> _metric;
    private readonly Lazy<JacobianGraphs> _field;
    private readonly SolidCache _solids = new(8);
    private volatile int _draft;

    private ShapeGenerator(GeneratorFolder folder, ShapeOptions options)
    {
        Manifest = folder.Manifest;
        (_options, _layout, _draft) = (options, folder.Manifest.Shape!, options.DraftResolution);
        _network = new ShapeNetwork(folder, options);
        LatentSpace = new LatentSpace([_network.Block]);
        var model = new Lazy<Model>(() => _network.Compose(options.Metric));
        _metric = new(() => _network.Compile(model.Value));
        _jacobian = new(() => Derivatives(model.Value));
        _field = new(() => options.Metric == ShapeMetric.Logits ? _jacobian.Value : Derivatives(_network.Compose(ShapeMetric.Logits)));
    }

    /// <inheritdoc/>
    public GeneratorManifest Manifest { get; }

    /// <inheritdoc/>
    public LatentSpace LatentSpace { get; }

    /// <summary>Samples an axis of a <see cref="Detail.Draft"/>, as opened or as <see cref="FitDraftAsync"/> found.</summary>
    public int DraftResolution => _draft;

    /// <summary>Opens the generator at <paramref name="path"/>, a manifest or its folder.</summary>
    /// <exception cref="RhumbException">A file is missing or damaged, or networks and manifest do not fit each other; the message says what to do.</exception>
    /// <exception cref="RuntimeException">The engine itself is missing.</exception>
    public static ShapeGenerator Load(string path, ShapeOptions? options = null) => Open(GeneratorFolder.Load(path), options);

    /// <summary>Opens the generator of a loaded manifest.</summary>
    /// <exception cref="RhumbException">As <see cref="Load"/>.</exception>
    public static ShapeGenerator Open(GeneratorFolder folder, ShapeOptions? options = null) =>
        folder.Manifest.Kind == GeneratorKind.Shape
            ? new ShapeGenerator(folder, options ?? new ShapeOptions())
            : throw new RhumbException($"Generator '{folder.Manifest.Name}' does not make shapes; open it as what it is.");

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
    {
        var resolution = detail switch { Detail.Draft => _draft, Detail.Full => _options.FullResolution, _ => _options.ExportResolution };
        var outputs = new Output[points.Count];
        for (var i = 0; i < outputs.Length; i++)
            outputs[i] = await DecodeAsync(points[i], resolution, cancellation);
        return outputs;
    }

    /// <summary>The shape of <paramref name="point"/> from <paramref name="resolution"/> samples an axis.</summary>
    public async Task<ShapeOutput> DecodeAsync(Point point, int resolution, CancellationToken cancellation)
    {
        var grid = await FollowAsync(LatentSpace.Flatten(point), resolution, cancellation);
        return new ShapeOutput(MarchingCubes.Mesh(grid, cancellation), grid.ToSolid());
    }

    /// <summary>The field of <paramref name="point"/> by the reference decode, every sample evaluated.</summary>
    public async Task<FieldGrid> DecodeDenselyAsync(Point point, int resolution, CancellationToken cancellation)
    {
        using var field = await _network.FieldAsync(LatentSpace.Flatten(point), cancellation);
        return await DenseScan.EvaluateAsync(field, GridOf(resolution), cancellation);
    }

    /// <summary>The field of <paramref name="point"/> by the fast decode, followed along its surface.</summary>
    public Task<FieldGrid> DecodeFieldAsync(Point point, int resolution, CancellationToken cancellation) =>
        FollowAsync(LatentSpace.Flatten(point), resolution, cancellation);

    /// <inheritdoc/>
    public async Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation)
    {
        var a = await SolidAsync(from, cancellation);
        var b = await SolidAsync(to, cancellation);
        return 1 - a.IntersectionOverUnion(b);
    }

    /// <inheritdoc/>
    public async Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation)
    {
        var points = await MetricPointsAsync(point, cancellation);
        // Building the graphs takes a while the first time.
        return Operator(await Task.Run(() => _jacobian.Value, cancellation), point, points);
    }

    /// <inheritdoc/>
    public async Task<RowMatrix> MetricAsync(Point centre, RowMatrix latents, CancellationToken cancellation)
    {
        using var points = Tensor.Create<float>(await MetricPointsAsync(centre, cancellation), MetricPoints.Count, 3);
        var result = new RowMatrix(latents.Rows, MetricPoints.Count);
        for (var row = 0; row < latents.Rows; row++)
        {
            using var latent = _network.ToTensor(latents.Row(row));
            using var values = Tensor.Allocate(Runtime.ElementType.Float, 1, MetricPoints.Count);
            var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_network.Block.Name] = latent, [_network.PointsName] = points };
            var outputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [ShapeNetwork.MetricName] = values };
            await Task.Run(() => _metric.Value.Run(inputs, outputs, cancellation), cancellation);
            values.AsSpan<float>().CopyTo(result.Row(row));
        }
        return result;
    }

    /// <summary>
    /// Sets the resolution of drafts to the finest of 64, 56, 48 and 32 samples an axis that decodes a typical shape within
    /// <paramref name="budget"/>, 32 if none does, and returns it. Searches whose scores depend on the resolution do without.
    /// </summary>
    public async Task<int> FitDraftAsync(TimeProvider clock, TimeSpan budget, CancellationToken cancellation)
    {
        var typical = LatentSpace.Sample(seed: 0);
        foreach (var resolution in (int[])[64, 56, 48, 32])
        {
            _draft = resolution;
            // The first decode of a resolution pays for memory; the second is what a person feels.
            await DecodeAsync(typical, resolution, cancellation);
            var start = clock.GetTimestamp();
            await DecodeAsync(typical, resolution, cancellation);
            if (clock.GetElapsedTime(start) <= budget)
                break;
        }
        return _draft;
    }

    /// <summary>
    /// Jᵀu with J = ∂f/∂z, f the field at <paramref name="points"/> [P, 3], u = <paramref name="covector"/> [P]: how a score with ∂s/∂f = u changes
    /// with z [d].
    /// </summary>
    public async Task<float[]> FieldPullbackAsync(Point point, ReadOnlyMemory<float> points, ReadOnlyMemory<float> covector, CancellationToken cancellation)
    {
        if (points.Length != 3 * covector.Length)
            throw new ArgumentException($"{points.Length / 3} points need as many values of the covector, not {covector.Length}.", nameof(covector));
        var sum = new double[LatentSpace.Dimension];
        var graphs = await Task.Run(() => _field.Value, cancellation);
        for (var start = 0; start < covector.Length; start += MetricPoints.Count)
        {
            // The graph has a fixed number of points; the last run is filled up with points that count nothing.
            var count = Math.Min(MetricPoints.Count, covector.Length - start);
            var (positions, values) = (new float[3 * MetricPoints.Count], new float[MetricPoints.Count]);
            points.Span.Slice(3 * start, 3 * count).CopyTo(positions);
            covector.Span.Slice(start, count).CopyTo(values);
            using var linear = Operator(graphs, point, positions);
            var part = await linear.ApplyTransposeAsync(new RowMatrix(1, values.Length, values), cancellation);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += part.Values[i];
        }
        return Array.ConvertAll(sum, value => (float)value);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_field.IsValueCreated && _options.Metric != ShapeMetric.Logits)
            _field.Value.Dispose();
        if (_jacobian.IsValueCreated)
            _jacobian.Value.Dispose();
        if (_metric.IsValueCreated)
            _metric.Value.Dispose();
        _network.Dispose();
    }

    private JacobianGraphs Derivatives(Model model) => new(
        model, _network.Block.Name, _network.Block.Shape, ShapeNetwork.MetricName, MetricPoints.Count,
        new Dictionary<string, long[]>(StringComparer.Ordinal) { [_network.PointsName] = [MetricPoints.Count, 3] }, _network.Compile);

    private JacobianOperator Operator(JacobianGraphs graphs, Point point, ReadOnlySpan<float> points) => new(graphs, new Dictionary<string, Tensor>(StringComparer.Ordinal)
    {
        [_network.Block.Name] = _network.ToTensor(LatentSpace.Flatten(point)),
        [_network.PointsName] = Tensor.Create(points, MetricPoints.Count, 3),
    });

    private SampleGrid GridOf(int resolution) => new(resolution, _layout.Low, _layout.High);

    private async Task<FieldGrid> FollowAsync(float[] z, int resolution, CancellationToken cancellation)
    {
        using var field = await _network.FieldAsync(z, cancellation);
        return await SurfaceFollower.FollowAsync(field, GridOf(resolution), cancellation);
    }

    private async Task<VoxelSolid> SolidAsync(Point point, CancellationToken cancellation)
    {
        var z = LatentSpace.Flatten(point);
        if (_solids.Find(z) is { } known)
            return known;
        var solid = (await FollowAsync(z, _options.ComparisonResolution, cancellation)).ToSolid();
        _solids.Add(z, solid);
        return solid;
    }

    private async Task<float[]> MetricPointsAsync(Point point, CancellationToken cancellation)
    {
        var grid = await FollowAsync(LatentSpace.Flatten(point), _options.ComparisonResolution, cancellation);
        return MetricPoints.On(MarchingCubes.Mesh(grid, cancellation), _layout, new RandomStream(0, "metric points"));
    }
}
