using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Rhumb.Generators.Shapes;

namespace Rhumb.Training.Data;

/// <summary>A set of shapes ready to learn from, and the files that had to be left out.</summary>
/// <param name="Shapes">The shapes, in the order of their sources.</param>
/// <param name="Skipped">The files left out, with the reason.</param>
public sealed record ShapeDataSet(IReadOnlyList<TrainingShape> Shapes, IReadOnlyList<SkippedShape> Skipped)
{
    /// <summary>Cells an axis of the truth.</summary>
    public const int Resolution = 256;

    // Part of the name of cached solids: raise it whenever voxels come out differently.
    private const string Recipe = "solid-256-v1";

    /// <summary>Reads and voxelises every source, using solids made before; broken files are skipped and listed.</summary>
    /// <param name="sources">The models.</param>
    /// <param name="cache">The cache folder.</param>
    /// <param name="time">The clock for the time left.</param>
    /// <param name="progress">Told after each shape.</param>
    /// <param name="cancellation">Stops between shapes.</param>
    /// <exception cref="RhumbException">No source is usable.</exception>
    public static async Task<ShapeDataSet> LoadAsync(
        IReadOnlyList<ShapeSource> sources, string cache, TimeProvider time, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var shapes = new TrainingShape?[sources.Count];
        var skipped = new ConcurrentDictionary<int, SkippedShape>();
        var done = 0;
        var started = time.GetTimestamp();
        var step = $"Voxelising {sources.Count} shapes at {Resolution}³";
        progress.Report(new StepProgress(step, 0));
        await Parallel.ForEachAsync(Enumerable.Range(0, sources.Count), cancellation, (i, token) =>
        {
            if (Read(sources[i], cache, out var reason, token) is { } solid)
                shapes[i] = new TrainingShape(sources[i], solid, solid.Extent());
            else
                skipped[i] = new SkippedShape(sources[i], reason);
            var fraction = Interlocked.Increment(ref done) / (double)sources.Count;
            progress.Report(new StepProgress(step, fraction, StepProgress.Estimate(time.GetElapsedTime(started), fraction)));
            return ValueTask.CompletedTask;
        });
        SkippedShape[] left = [.. skipped.OrderBy(pair => pair.Key).Select(pair => pair.Value)];
        if (left.Length == sources.Count)
            throw new RhumbException(left.Length == 0 ? "There is no shape to train on; give a folder of OBJ files." : $"No file could be read; the first: {left[0].Reason}");
        return new ShapeDataSet([.. shapes.OfType<TrainingShape>()], left);
    }

    /// <summary>The solid of one file, or null and the reason. That the cache cannot be written is not the file's fault and ends the run.</summary>
    private static VoxelSolid? Read(ShapeSource source, string cache, out string reason, CancellationToken cancellation)
    {
        VoxelSolid solid;
        string file;
        reason = "";
        try
        {
            file = Path.Combine(cache, "solids", Key(source) + ".voxels");
            if (SolidFile.TryRead(file, Resolution) is { } cached)
                return cached;
            solid = Voxelizer.Solid(ObjReader.Read(source.Path).Turned(source.Rotation).Normalised(), Resolution, cancellation);
        }
        catch (RhumbException broken)
        {
            reason = broken.Message;
            return null;
        }
        try
        {
            SolidFile.Write(file, solid);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException or RhumbException)
        {
            throw new RhumbException(
                $"{file} cannot be written ({cause.Message.TrimEnd('.')}); free some space or set RHUMB_CACHE to another folder.", cause);
        }
        return solid;
    }

    /// <summary>By content and not by path or time: the same model is voxelised once, wherever it lies.</summary>
    private static string Key(ShapeSource source)
    {
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Recipe}\n{source.Rotation}\n"));
            using var file = File.OpenRead(source.Path);
            var buffer = new byte[1 << 16];
            for (int read; (read = file.Read(buffer)) > 0;)
                hash.AppendData(buffer, 0, read);
            return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"{source.Path} cannot be read ({cause.Message.TrimEnd('.')}); leave it out or mend it.", cause);
        }
    }
}
