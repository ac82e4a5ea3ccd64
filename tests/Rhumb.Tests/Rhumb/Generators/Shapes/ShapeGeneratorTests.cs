using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Generators.Shapes;

public sealed class ShapeGeneratorTests : IDisposable
{
    private static readonly float[] Latent = [0.3f, 0.4f, -0.5f];
    private readonly BallGenerator _files = new();
    private readonly ShapeGenerator _generator;

    public ShapeGeneratorTests() => _generator = ShapeGenerator.Load(_files.Folder, new ShapeOptions { DraftResolution = 32, FullResolution = 64, ExportResolution = 96 });

    public void Dispose()
    {
        _generator.Dispose();
        _files.Dispose();
    }

    [Fact]
    public async Task EachDetailDecodesTheBall()
    {
        var points = new[] { Point.Of("latent", Latent), Point.Of("latent", [0, 0, 0]) };
        foreach (var (detail, resolution) in new[] { (Detail.Draft, 32), (Detail.Full, 64), (Detail.Export, 96) })
        {
            var outputs = await _generator.GenerateAsync(points, detail, default);
            for (var i = 0; i < points.Length; i++)
            {
                var shape = Assert.IsType<ShapeOutput>(outputs[i]);
                var (squaredRadius, centre) = BallGenerator.BallOf(points[i].Blocks["latent"]);
                var volume = 4 / 3.0 * Math.PI * Math.Pow(squaredRadius, 1.5);
                Assert.Equal(resolution, shape.Solid.Resolution);
                Assert.Equal(volume, shape.Mesh.Volume(), 0.02 * volume);
                Assert.Equal(volume, shape.Solid.Fill, 0.03 * volume);
                Assert.Equal(centre[0], shape.Mesh.Bounds().Centre.X, 0.01);
                Assert.True(MeshCheck.Of(shape.Mesh).IsSound);
            }
        }
    }

    [Fact]
    public async Task TheFastDecodeEqualsTheDenseOne()
    {
        var point = _generator.LatentSpace.Sample(seed: 4);
        var dense = await _generator.DecodeDenselyAsync(point, 64, default);
        var fast = await _generator.DecodeFieldAsync(point, 64, default);
        Assert.Equal(1, dense.ToSolid().IntersectionOverUnion(fast.ToSolid()));
        Assert.True(fast.EvaluatedCount < dense.EvaluatedCount / 8);
        Assert.Equal(MarchingCubes.Mesh(dense).Vertices.Length, MarchingCubes.Mesh(fast).Vertices.Length);
    }

    [Fact]
    public async Task VisibleChangeIsZeroForTheSamePointAndGrowsToOne()
    {
        var centre = Point.Of("latent", [0, -1, 0]);
        Assert.Equal(0, await _generator.VisibleChangeAsync(centre, centre, default));
        var near = await _generator.VisibleChangeAsync(centre, Point.Of("latent", [0, -0.8f, 0]), default);
        var far = await _generator.VisibleChangeAsync(centre, Point.Of("latent", [0, 2, 0]), default);
        Assert.InRange(near, 0.02, 0.5);
        Assert.InRange(far, near + 0.2, 1);
    }

    [Theory]
    [InlineData(ShapeMetric.Logits)]
    [InlineData(ShapeMetric.Occupancy)]
    public async Task TheJacobianIsTheDerivativeOfTheMetricAndItsTransposeIsItsTranspose(ShapeMetric metric)
    {
        using var generator = ShapeGenerator.Load(_files.Folder, new ShapeOptions { Metric = metric });
        var point = Point.Of("latent", Latent);
        using var jacobian = Assert.IsType<JacobianOperator>(await generator.LineariseAsync(point, default));
        Assert.Equal((3, 2048), (jacobian.InputDimension, jacobian.OutputDimension));
        var v = new[] { 0.7f, -0.2f, 0.5f };
        var product = await jacobian.ApplyAsync(BallGenerator.Rows(v, [1, 0, 0], [0, 0, 0]), default);
        Assert.Equal(4, jacobian.RowsUsed);

        const float h = 1e-2f;
        float[] Moved(float t) => [.. Latent.Zip(v, (z, direction) => z + t * direction)];
        var values = await generator.MetricAsync(point, BallGenerator.Rows(Moved(h), Moved(-h)), default);
        for (var i = 0; i < 2048; i++)
            Assert.Equal((values.Row(0)[i] - values.Row(1)[i]) / (2 * h), product.Row(0)[i], 0.02f);
        Assert.All(product.Row(2).ToArray(), value => Assert.Equal(0, value));

        var u = new float[2048];
        new RandomStream(1).Normal(u);
        var pulled = await jacobian.ApplyTransposeAsync(BallGenerator.Rows(u), default);
        var (left, right) = (Dot(u, product.Row(0)), Dot(pulled.Row(0), v));
        Assert.Equal(left, right, 1e-3 * Math.Abs(left) + 1e-2);
    }

    [Fact]
    public async Task VectorsBeyondOneBlockAreRunInBlocks()
    {
        using var jacobian = (JacobianOperator)await _generator.LineariseAsync(Point.Of("latent", Latent), default);
        var rows = new RowMatrix(20, 3);
        new RandomStream(2).Normal(rows.Values);
        var all = await jacobian.ApplyAsync(rows, default);
        Assert.Equal(22, jacobian.RowsUsed);
        var last = await jacobian.ApplyAsync(new RowMatrix(1, 3, rows.Row(19).ToArray()), default);
        for (var i = 0; i < 2048; i++)
            Assert.Equal(last.Values[i], all.Row(19)[i], 1e-3f);
    }

    [Fact]
    public async Task TheFinderRecommendsWhatMovesTheBallMost()
    {
        var subspace = await SubspaceFinder.FindAsync(_generator, Point.Of("latent", Latent), new SubspaceRequest { Ranges = new PredictedChangeRange() });
        Assert.True(subspace.SingularValues[0] >= subspace.SingularValues[1]);
        // z₁ and z₂ move together with the second coordinate, by a unit vector; nothing else moves the ball as far.
        Assert.True(Math.Abs(subspace.Directions.Row(0)[1]) > 0.6);
    }

    [Fact]
    public async Task TheCodeCanBeWalkedInstead()
    {
        using var generator = ShapeGenerator.Load(_files.Folder, new ShapeOptions { Space = WalkSpace.Code, DraftResolution = 32 });
        Assert.Equal(4, generator.LatentSpace.Dimension);
        var shape = (ShapeOutput)(await generator.GenerateAsync([Point.Of("z", [0, 0, 0, 0])], Detail.Draft, default))[0];
        Assert.Equal(4 / 3.0 * Math.PI * Math.Pow(0.07, 1.5), shape.Mesh.Volume(), 0.003);
        using var jacobian = (JacobianOperator)await generator.LineariseAsync(Point.Of("z", [0, 0, 0, 0]), default);
        Assert.Equal(4, jacobian.InputDimension);
    }

    [Fact]
    public async Task DraftsBecomeCoarseUntilTheyFit()
    {
        Assert.Equal(64, await _generator.FitDraftAsync(TimeProvider.System, TimeSpan.FromMinutes(1), default));
        Assert.Equal(32, await _generator.FitDraftAsync(TimeProvider.System, TimeSpan.Zero, default));
        Assert.Equal(32, _generator.DraftResolution);
    }

    [Fact]
    public async Task CancellingEndsADecode() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _generator.GenerateAsync([Point.Of("latent", Latent)], Detail.Export, new CancellationToken(canceled: true)));

    [Fact]
    public void NetworksThatDoNotFitTheManifestAreRefusedWithARemedy()
    {
        using var wrong = new BallGenerator(withPrior: false, codeLength: 5);
        Assert.Contains("'z' the shape [5]", Message(wrong), StringComparison.Ordinal);

        using var renamed = new BallGenerator(withPrior: false);
        var text = File.ReadAllText(renamed["generator.json"]);
        File.WriteAllText(renamed["generator.json"], text.Replace("\"z\"", "\"w\"", StringComparison.Ordinal));
        Assert.Contains("has the inputs 'z', 'points'", Message(renamed), StringComparison.Ordinal);

        using var cut = new BallGenerator();
        var bytes = File.ReadAllBytes(cut["decoder.onnx"]);
        File.WriteAllBytes(cut["decoder.onnx"], bytes[..(bytes.Length / 2)]);
        Assert.Contains("truncated", Message(cut), StringComparison.Ordinal);

        // Without hashes the engine itself must notice.
        File.WriteAllText(cut["generator.json"], System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(cut["generator.json"]), ",\\s*\"sha256\": \"[^\"]*\"", ""));
        Assert.Contains("not a whole ONNX file", Message(cut), StringComparison.Ordinal);

        static string Message(BallGenerator files) => Assert.Throws<RhumbException>(() => ShapeGenerator.Load(files.Folder)).Message;
    }

    private static double Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
            sum += (double)a[i] * b[i];
        return sum;
    }
}
