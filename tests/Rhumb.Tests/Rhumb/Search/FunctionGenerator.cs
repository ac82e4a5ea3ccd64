using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;
using Rhumb.Tests.Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.Search;

/// <summary>A generator that is a function z → x with a known Jacobian.</summary>
public sealed class FunctionGenerator(LatentSpace space, Func<float[], double[]> function, Func<float[], double[][]> jacobian) : IGenerator, IMetricSampler
{
    public int Generated { get; private set; }

    public int Linearised { get; private set; }

    public GeneratorManifest Manifest { get; } = new()
    {
        Name = "function",
        Kind = GeneratorKind.Shape,
        Latent = space.Blocks,
        Files = new GeneratorFiles(new GeneratorFile("none.onnx")),
        Licence = "MIT",
    };

    public LatentSpace LatentSpace => space;

    /// <summary>Called before anything is generated.</summary>
    public Action? OnGenerate { get; set; }

    public Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
    {
        OnGenerate?.Invoke();
        cancellation.ThrowIfCancellationRequested();
        Generated += points.Count;
        return Task.FromResult<IReadOnlyList<Output>>([.. points.Select(point => new VectorOutput(function(space.Flatten(point))))]);
    }

    public Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation)
    {
        Linearised++;
        return Task.FromResult<ILinearOperator>(new MatrixOperator(jacobian(space.Flatten(point)), space.Dimension));
    }

    /// <summary>1 − exp(−‖x − x'‖).</summary>
    public Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation)
    {
        var (a, b) = (function(space.Flatten(from)), function(space.Flatten(to)));
        return Task.FromResult(1 - Math.Exp(-Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum())));
    }

    public Task<RowMatrix> MetricAsync(Point centre, RowMatrix latents, CancellationToken cancellation)
    {
        var rows = Enumerable.Range(0, latents.Rows).Select(i => function(latents.Row(i).ToArray())).ToArray();
        return Task.FromResult(Rows.ToSingle(rows, rows[0].Length));
    }

    public void Dispose() { }
}
