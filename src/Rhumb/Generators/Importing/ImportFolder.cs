using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>Writes the folder of an imported generator whole or not at all: to a hidden folder beside it, which gets its name once everything is there and outputs have been made.</summary>
internal static class ImportFolder
{
    private const string DecoderName = "decoder.onnx";

    /// <summary>What the folder holds.</summary>
    public static GeneratorFiles Files { get; } = new(new GeneratorFile(DecoderName));

    private static int _counter;

    /// <summary>Model, manifest and what <paramref name="complete"/> adds, in the folder <paramref name="output"/>.</summary>
    /// <exception cref="RhumbException">The folder cannot be written, or model and manifest do not fit each other; nothing is left then.</exception>
    public static async Task<GeneratorFolder> WriteAsync(
        Model model, GeneratorManifest manifest, string output, Func<GeneratorFolder, CancellationToken, Task>? complete, CancellationToken cancellation)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(output));
        // Hidden and of this run alone: no folder of anybody else's is written to or removed.
        var partial = Path.Combine(Path.GetDirectoryName(target) ?? target, $".{Path.GetFileName(target)}.{Environment.ProcessId}-{Interlocked.Increment(ref _counter)}.part");
        try
        {
            Directory.CreateDirectory(partial);
            OnnxFile.Write(model, Path.Combine(partial, DecoderName));
            var folder = GeneratorFolder.Save(partial, manifest);
            await TryAsync(folder, cancellation);
            if (complete is not null)
                await complete(folder, cancellation);
            if (Directory.Exists(target))
                Directory.Delete(target);
            Directory.Move(partial, target);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"'{output}' cannot be written ({error.Message.TrimEnd('.')}); free some space or choose another folder with --output.", error);
        }
        finally
        {
            if (Directory.Exists(partial))
                Directory.Delete(partial, recursive: true);
        }
        return GeneratorFolder.Load(target);
    }

    // Opening checks that model and manifest fit each other.
    private static async Task TryAsync(GeneratorFolder folder, CancellationToken cancellation)
    {
        using var generator = GeneratorKinds.Open(folder);
        await generator.GenerateAsync([generator.LatentSpace.Sample(0)], Detail.Draft, cancellation);
    }
}
