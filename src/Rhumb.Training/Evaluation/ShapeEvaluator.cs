using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Subspaces;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;

namespace Rhumb.Training.Evaluation;

/// <summary>Measures a trained shape generator with the library's own decoding, directions and ranges: what a person will meet.</summary>
/// <param name="generator">The generator.</param>
/// <param name="counts">How much to measure.</param>
/// <param name="measured">What has been measured before, and where results are kept.</param>
/// <param name="time">The clock for the time left.</param>
public sealed class ShapeEvaluator(ShapeGenerator generator, EvaluationCounts counts, MeasurementFile measured, TimeProvider time)
{
    /// <summary>Measures everything.</summary>
    /// <param name="trained">Encoder and decoder.</param>
    /// <param name="training">The shapes trained on.</param>
    /// <param name="heldOut">The shapes held out.</param>
    /// <param name="target">What training aimed at for a shape.</param>
    /// <param name="progress">Told after each item.</param>
    /// <param name="cancellation">Stops between items; what is measured is kept.</param>
    public async Task<ShapeEvaluation> RunAsync(
        TrainedShapes trained, IReadOnlyList<TrainingShape> training, IReadOnlyList<TrainingShape> heldOut, Func<TrainingShape, TrainingShape> target,
        IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var all = training.Select(shape => (shape, false)).Concat(heldOut.Select(shape => (shape, true))).ToArray();
        var shapes = await EachAsync("Measuring reconstructions", "shape", all.Length, i => ReconstructAsync(trained, all[i].shape, target(all[i].shape), all[i].Item2, cancellation), progress, cancellation);
        var nearest = new NearestShapes(training.Select(shape => shape.Solid.Sample(counts.Resolution)), counts.Resolution);
        var starts = await EachAsync("Measuring random starts", "start", counts.Starts, i => StartAsync(nearest, i, cancellation), progress, cancellation);
        var lines = await EachAsync("Measuring sliders", "slider", counts.LineStarts, i => LinesAsync(i, cancellation), progress, cancellation);
        var moved = await EachAsync("Measuring random moves", "walk", counts.MoveStarts, i => MoveAsync(i, cancellation), progress, cancellation);
        return new ShapeEvaluation(shapes, starts, [.. lines.SelectMany(line => line)], moved, counts);
    }

    private async Task<List<T>> EachAsync<T>(string step, string name, int count, Func<int, Task<T>> measure, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var results = new List<T>();
        var started = time.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            progress.Report(new StepProgress($"{step}: {i} of {count}", i / (double)count, StepProgress.Estimate(time.GetElapsedTime(started), i / (double)count)));
            results.Add(await measured.GetAsync($"{name} {counts.Seed} {counts.Resolution} {i}", () => measure(i)));
        }
        return results;
    }

    private async Task<ShapeScore> ReconstructAsync(TrainedShapes trained, TrainingShape shape, TrainingShape target, bool heldOut, CancellationToken cancellation)
    {
        var decoded = await trained.DecodeAsync(trained.Encode(target.Solid, target.Extent), counts.Resolution, cancellation);
        var truth = shape.Solid.Sample(counts.Resolution);
        var surface = SurfaceAgreement.Of(decoded, truth);
        return new ShapeScore(shape.Source.Id, heldOut, decoded.IntersectionOverUnion(truth),
            decoded.IntersectionOverUnion(target.Solid.Sample(counts.Resolution)), surface.FScore, surface.Precision, surface.Recall);
    }

    private async Task<StartScore> StartAsync(NearestShapes nearest, int index, CancellationToken cancellation)
    {
        var solid = await SolidAsync(Start(index), cancellation);
        var (shape, similarity) = nearest.Find(solid);
        return new StartScore(solid.LargestComponentShare(), shape, similarity);
    }

    private async Task<LineScore[]> LinesAsync(int index, CancellationToken cancellation)
    {
        var centre = Start(index);
        var subspace = await SubspaceFinder.FindAsync(generator, centre, Request(counts.Directions), cancellation);
        var still = await SolidAsync(centre, cancellation);
        var scores = new LineScore[subspace.Rank];
        for (var line = 0; line < scores.Length; line++)
        {
            var slider = subspace.Select([line]);
            var frames = new List<VoxelSolid>();
            for (var f = 0; f < counts.Frames; f++)
            {
                var t = counts.Frames == 1 ? 0 : (2.0 * f / (counts.Frames - 1)) - 1;
                frames.Add(t == 0 ? still : await SolidAsync(slider.At(generator.LatentSpace, [t]), cancellation));
            }
            scores[line] = new LineScore(frames[0].IntersectionOverUnion(still), frames[^1].IntersectionOverUnion(still),
                [.. frames.Select(frame => frame.LargestComponentShare())], [subspace.LowerRanges[line], subspace.Ranges[line]]);
        }
        return scores;
    }

    /// <summary>Directions drawn as for a person, p ∝ σ; each slider left at a place uniform in [−1, 1]; the next Jacobian taken there.</summary>
    private async Task<double> MoveAsync(int index, CancellationToken cancellation)
    {
        var centre = Start(index);
        var random = new RandomStream(counts.Seed, "moves", index);
        for (var move = 0; move < counts.Moves; move++)
        {
            var spectrum = await SubspaceFinder.FindAsync(generator, centre, Request(null) with { Ranges = new PredictedChangeRange() }, cancellation);
            var drawn = new DirectionSampler((counts.Seed * 1_000_003) + (index * 1009) + move).Draw(generator.LatentSpace, spectrum, DirectionPool.Full, 1).Offered;
            var slider = await new MeasuredChangeRange().ApplyAsync(generator, drawn, cancellation);
            centre = slider.At(generator.LatentSpace, [random.Uniform(-1, 1)]);
        }
        return (await SolidAsync(centre, cancellation)).LargestComponentShare();
    }

    private static SubspaceRequest Request(int? rank) => new() { Rank = rank, Method = SubspaceMethod.Exact, Ranges = new MeasuredChangeRange() };

    private Point Start(int index) => generator.LatentSpace.Sample(counts.Seed, index);

    private async Task<VoxelSolid> SolidAsync(Point point, CancellationToken cancellation) =>
        (await generator.DecodeFieldAsync(point, counts.Resolution, cancellation)).ToSolid();
}
