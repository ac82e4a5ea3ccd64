using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Scoring;
using Rhumb.Training.Data;

namespace Rhumb.Cli;

/// <summary>What a person types for <c>--score</c>, and the scorer that it means.</summary>
internal static class ScoreSpec
{
    private const string Likeness = "iou:", Class = "class:";
    private const int TargetResolution = 64;

    /// <summary>The scorer that <paramref name="typed"/> means for <paramref name="generator"/>.</summary>
    /// <exception cref="UsageException">It means none.</exception>
    /// <exception cref="RhumbException">Its file cannot be used.</exception>
    public static async Task<IScorer> OpenAsync(string typed, IGenerator generator, CancellationToken cancellation)
    {
        if (typed == "volume")
            return new VolumeScorer();
        if (typed.StartsWith(Likeness, StringComparison.Ordinal) && typed.Length > Likeness.Length)
            return new IntersectionScorer(await TargetAsync(typed[Likeness.Length..], generator, cancellation), typed);
        if (typed.StartsWith(Class, StringComparison.Ordinal) && typed.Length > Class.Length)
            return DecoderScorer.OfClass(generator, typed[Class.Length..]);
        if (typed.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase))
            return generator is ShapeGenerator ? new OnnxScorer(typed) : DecoderScorer.OfFile(typed, generator);
        throw new UsageException($"--score is 'volume' or 'iou:FILE' for shapes, 'class:NAME' for images and sounds, or an ONNX file, not '{typed}'; your own score in C# is shown in samples/OwnScore.cs.");
    }

    /// <summary>A mesh of one's own is voxelised as training shapes are, voxels are taken as they are, and an export is decoded again from its recipe.</summary>
    private static async Task<VoxelSolid> TargetAsync(string file, IGenerator generator, CancellationToken cancellation)
    {
        if (file.EndsWith(".npy", StringComparison.OrdinalIgnoreCase))
            return SolidTarget.Read(file);
        if (file.EndsWith(".obj", StringComparison.OrdinalIgnoreCase) && !LatentFile.HasRecipe(file))
            return SolidSampling.Sample(Voxelizer.Solid(ObjReader.Read(file).Normalised(), 256, cancellation), TargetResolution);
        var made = await generator.GenerateAsync([LatentFile.ReadOne(file, generator)], Detail.Full, cancellation);
        return made[0] is ShapeOutput shape
            ? shape.Solid
            : throw new RhumbException($"'{Likeness}' compares solids, and '{generator.Manifest.Name}' makes none; use a generator of shapes.");
    }
}
