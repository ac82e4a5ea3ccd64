using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Generators;

/// <summary>A generator whose decoder returns its output as one tensor: z [B, …] → x, behind an optional prior network, with labels as conditions where it has any.</summary>
/// <typeparam name="TMetric">The metrics of the kind; the first one measures visible change.</typeparam>
/// <remarks>May be used from many threads at once.</remarks>
public abstract class DecoderGenerator<TMetric> : IGenerator, IMetricSampler, IComposedGenerator
    where TMetric : struct, Enum
{
    /// <summary>Most outputs a run.</summary>
    private const int LargestBatch = 16;

    private readonly int _metricCount, _glanceCount;
    private readonly Lazy<CompiledGraph> _metric, _glance;
    private readonly Lazy<JacobianGraphs> _jacobian;

    private protected DecoderGenerator(GeneratorFolder folder, IDecoderHead<TMetric> head, WalkSpace space, TMetric metric, ExecutionDevice? device)
    {
        Manifest = folder.Manifest;
        Network = new DecoderNetwork<TMetric>(folder, head, space, device);
        LatentSpace = new LatentSpace([Network.Block]) { Conditions = Manifest.Conditions };
        try
        {
            (_metricCount, _glanceCount) = (head.CountOf(metric), head.CountOf(default));
        }
        catch
        {
            Network.Dispose();
            throw;
        }
        _metric = new(() => Network.Compile(Network.Metric(metric)));
        _glance = EqualityComparer<TMetric>.Default.Equals(metric, default) ? _metric : new(() => Network.Compile(Network.Metric(default)));
        _jacobian = new(() => new JacobianGraphs(
            Network.Metric(metric), Network.Block.Name, Network.Block.Shape, DecoderHeads.Metric, _metricCount,
            new Dictionary<string, long[]>(StringComparer.Ordinal), Network.Compile));
    }

    /// <inheritdoc/>
    public GeneratorManifest Manifest { get; }

    /// <inheritdoc/>
    public LatentSpace LatentSpace { get; }

    /// <inheritdoc/>
    /// <remarks>An output has one size, so <paramref name="detail"/> makes no difference.</remarks>
    public async Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
    {
        var outputs = new List<Output>(points.Count);
        foreach (var batch in points.Chunk(Network.TakesBatches ? LargestBatch : 1))
        {
            var inputs = Network.Inputs(LatentSpace, batch);
            try
            {
                var values = await Network.ValuesAsync(inputs, cancellation);
                outputs.AddRange(values.Chunk(values.Length / batch.Length).Select(OutputOf));
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
        return new JacobianOperator(graphs, Network.Inputs(LatentSpace, [point]));
    }

    /// <inheritdoc/>
    public Task<RowMatrix> MetricAsync(Point centre, RowMatrix latents, CancellationToken cancellation) =>
        RunAsync(_metric.Value, _metricCount, centre, latents, cancellation);

    /// <summary>Visible change of two points: the share of what differs between their outputs, as the kind's first metric sees or hears them.</summary>
    public async Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation)
    {
        var (a, b) = (await GlanceAsync(from), await GlanceAsync(to));
        return ChangeOf(a.Values, b.Values);

        Task<RowMatrix> GlanceAsync(Point point) => RunAsync(_glance.Value, _glanceCount, point, new RowMatrix(1, LatentSpace.Dimension, LatentSpace.Flatten(point)), cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_jacobian.IsValueCreated)
            _jacobian.Value.Dispose();
        if (_metric.IsValueCreated)
            _metric.Value.Dispose();
        if (_glance.IsValueCreated && _glance != _metric)
            _glance.Value.Dispose();
        Network.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    IScoreForm IComposedGenerator.Form => Network.Form;

    /// <inheritdoc/>
    Model IComposedGenerator.Followed(Model score, string input) =>
        Compose.Chain(Network.Scored(), score, input, DecoderHeads.Scored);

    /// <inheritdoc/>
    Model? IComposedGenerator.Classifier() => Network.Classifier();

    /// <inheritdoc/>
    CompiledGraph IComposedGenerator.Compile(Model model) => Network.Compile(model);

    /// <inheritdoc/>
    Dictionary<string, Tensor> IComposedGenerator.Inputs(Point point) => Network.Inputs(LatentSpace, [point]);

    /// <summary>The networks.</summary>
    private protected DecoderNetwork<TMetric> Network { get; }

    /// <summary>The output whose shown values the network returned.</summary>
    private protected abstract Output OutputOf(float[] values);

    /// <summary>How much two outputs differ in the first metric, in [0, 1].</summary>
    private protected abstract double ChangeOf(float[] from, float[] to);

    private async Task<RowMatrix> RunAsync(CompiledGraph graph, int count, Point centre, RowMatrix latents, CancellationToken cancellation)
    {
        var result = new RowMatrix(latents.Rows, count);
        var largest = Network.TakesBatches ? LargestBatch : 1;
        for (var start = 0; start < latents.Rows; start += largest)
        {
            var rows = Math.Min(largest, latents.Rows - start);
            var inputs = Network.Inputs(latents.Values.AsSpan(start * latents.Columns, rows * latents.Columns), [.. Enumerable.Repeat(centre, rows)]);
            try
            {
                using var values = (await graph.RunAsync(inputs, cancellation))[DecoderHeads.Metric];
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
