using System.Numerics;
using Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Generators.Shapes;

/// <summary>Small parts that no coarse sample lies in. Lengths are in samples of a grid of 64, whose coarse samples are 2, 6, 10, … on each axis.</summary>
public sealed class PeakSearchTests
{
    private static readonly SampleGrid s_grid = new(64);

    [Fact]
    public Task ADotIsClimbedToFromAPeakOfTheCoarseSamples() => AssertFoundAsync(p => Math.Max(Ball(p), Dot(p, height: 0.3f, slope: 0.5f)));

    [Fact]
    public Task ADotIsClimbedToThoughTheCoarseSamplesShowNoPeak() =>
        // At the coarse samples the slight slope to the ball hides the dot.
        AssertFoundAsync(p => Math.Max(Math.Max(1.5f * Ball(p), -0.4f - 0.006f * Vector3.Distance(p, new(16))), Dot(p, height: 0.35f, slope: 0.3f)));

    [Fact]
    public Task AHollowIsClimbedDownTo() =>
        AssertFoundAsync(p => Math.Min(Math.Min(25 - Vector3.Distance(p, new(32)), 1.2f), -Dot(p, height: 0.3f, slope: 0.4f)));

    [Fact]
    public Task ADotIsFoundWhereTheScanMeetsNoSurface() => AssertFoundAsync(p => Dot(p, height: 1, slope: 0.8f));

    [Fact]
    public Task ADotIsFoundAlongARidge() =>
        // From the known surface over samples that are nearly inside, around a corner.
        AssertFoundAsync(p => (p.X, p.Y, p.Z) switch
        {
            (24 or 25, 16, 16) => -0.1f,
            (25, 17, 16) => 0.1f,
            _ => 4 * Ball(p),
        });

    [Fact]
    public Task ADotIsFoundWhereTheFieldBends() =>
        // Too far below zero for a ridge, but much flatter than the surface elsewhere.
        AssertFoundAsync(p => (p.X, p.Y, p.Z) switch
        {
            (23, 16, 16) => 0.02f,
            (24, 16, 16) => -0.6f,
            (25, 16, 16) => 0.1f,
            _ => 4 * Ball(p),
        });

    [Fact]
    public async Task TheSearchSharesTheWavesOfTheSurface()
    {
        var alone = await SurfaceFollower.FollowAsync(Field(Ball), s_grid, default);
        var both = await SurfaceFollower.FollowAsync(Field(p => Math.Max(Ball(p), Dot(p, height: 1, slope: 0.5f))), s_grid, default);
        Assert.InRange(both.EvaluationCalls, alone.EvaluationCalls, alone.EvaluationCalls + 4);
    }

    /// <summary>A part of slope 1 that the scan meets.</summary>
    private static float Ball(Vector3 p) => 7.5f - Vector3.Distance(p, new(16));

    /// <summary>A cone in the middle between coarse samples.</summary>
    private static float Dot(Vector3 p, float height, float slope) => height - slope * Vector3.Distance(p, new(40));

    private static SolidField Field(Func<Vector3, float> ofSample) =>
        new(p => ofSample(new(MathF.Round((p.X + 0.5f) * 64 - 0.5f), MathF.Round((p.Y + 0.5f) * 64 - 0.5f), MathF.Round((p.Z + 0.5f) * 64 - 0.5f))));

    private static async Task AssertFoundAsync(Func<Vector3, float> ofSample)
    {
        var dense = (await DenseScan.EvaluateAsync(Field(ofSample), s_grid, default)).ToSolid();
        var followed = await SurfaceFollower.FollowAsync(Field(ofSample), s_grid, default);
        Assert.Equal(1, dense.IntersectionOverUnion(followed.ToSolid()));
        Assert.InRange(followed.EvaluatedCount / (double)s_grid.Count, 0, 0.2);
    }
}
