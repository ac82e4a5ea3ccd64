using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;

namespace Rhumb.Studio.Tests.Chairs;

/// <summary>The chairs as a generator: a true function with true derivatives, small enough for tests.</summary>
/// <param name="before">Awaited before any shape is made: a test can hear of it, and hold it up.</param>
/// <param name="linearising">Awaited before any Jacobian: a test can hold it up, or have it fail.</param>
internal sealed class ChairGenerator(Func<Detail, CancellationToken, Task>? before = null, Func<CancellationToken, Task>? linearising = null) : IGenerator
{
    public GeneratorManifest Manifest { get; } = new()
    {
        Name = "chair",
        Kind = GeneratorKind.Shape,
        Latent = [new LatentBlock("z", [Chair.Dimension], new NormalPrior())],
        Files = new GeneratorFiles(new GeneratorFile("decoder.onnx", new string('0', 64))),
        Shape = new ShapeLayout(Scale: 0.9f),
        Licence = "CC0-1.0",
        Credits = [new Credit("The tests", "A chair of boards and posts", "tests/Rhumb.Studio.Tests/Chairs", "CC0-1.0")],
    };

    public LatentSpace LatentSpace => Manifest.LatentSpace;

    /// <summary>Shapes made so far.</summary>
    public int Made => _made;

    private int _made;

    public async Task<IReadOnlyList<Output>> GenerateAsync(IReadOnlyList<Point> points, Detail detail, CancellationToken cancellation)
    {
        if (before is not null) await before(detail, cancellation);
        return await Task.Run(async () =>
        {
            var outputs = new List<Output>();
            foreach (var point in points)
            {
                var grid = new SampleGrid(detail switch { Detail.Draft => 56, Detail.Full => 96, _ => 128 });
                var field = await SurfaceFollower.FollowAsync(new ChairField(LatentSpace.Flatten(point)), grid, cancellation);
                outputs.Add(new ShapeOutput(MarchingCubes.Mesh(field, cancellation), field.ToSolid()));
                Interlocked.Increment(ref _made);
            }
            return outputs;
        }, cancellation);
    }

    public async Task<ILinearOperator> LineariseAsync(Point point, CancellationToken cancellation)
    {
        if (linearising is not null) await linearising(cancellation);
        return new ChairJacobian(LatentSpace.Flatten(point), new SampleGrid(14).Positions());
    }

    public async Task<double> VisibleChangeAsync(Point from, Point to, CancellationToken cancellation) =>
        1 - (await SolidAsync(from, cancellation)).IntersectionOverUnion(await SolidAsync(to, cancellation));

    public void Dispose() { }

    private async Task<VoxelSolid> SolidAsync(Point point, CancellationToken cancellation) =>
        (await DenseScan.EvaluateAsync(new ChairField(LatentSpace.Flatten(point)), new SampleGrid(16), cancellation)).ToSolid();
}
