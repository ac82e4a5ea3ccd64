using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Generators.Images;
using Rhumb.Generators.Shapes;
using Rhumb.Media;

namespace Rhumb.Cli;

/// <summary>Writes what a generator made, in the format that the file's extension names.</summary>
internal static class OutputFile
{
    private const string Array = ".npy";

    /// <summary>The extensions that outputs of a kind are written with, the usual one first.</summary>
    public static IReadOnlyList<string> Formats(GeneratorKind kind) => kind switch
    {
        GeneratorKind.Shape => [.. MeshFile.Extensions, Array],
        GeneratorKind.Image => [.. ImageFile.Extensions, Array],
        GeneratorKind.Sound => [.. WavFile.Extensions, Array],
        _ => [Array],
    };

    /// <summary>
    /// Writes <paramref name="output"/> with its recipe inside; an .npy of a shape holds its solid [n, n, n], 1 inside and 0 outside, that of an image its values [H, W, C], that of a sound
    /// its samples [n].
    /// </summary>
    /// <exception cref="RhumbException">The format does not fit the output, or the file cannot be written.</exception>
    public static void Write(string path, Output output, GeneratorManifest manifest, Recipe recipe, UpAxis? up)
    {
        var isArray = Path.GetExtension(path).Equals(Array, StringComparison.OrdinalIgnoreCase);
        switch (output)
        {
            case ShapeOutput shape when isArray:
                var n = shape.Solid.Resolution;
                var values = new float[shape.Solid.Count];
                for (var i = 0; i < values.Length; i++)
                    values[i] = shape.Solid[i] ? 1 : 0;
                NpyFile.Write(path, values, n, n, n);
                break;
            case ShapeOutput shape:
                MeshFile.Write(path, shape.Mesh, MeshExport.Of(manifest, recipe) with { Up = up });
                break;
            case ImageOutput image when isArray:
                NpyFile.Write(path, image.Values, image.Height, image.Width, image.Channels);
                break;
            case ImageOutput image:
                ImageFile.Write(path, image, recipe);
                break;
            case SoundOutput sound when isArray:
                NpyFile.Write(path, sound.Samples, sound.Samples.Length);
                break;
            case SoundOutput sound:
                WavFile.Write(path, new Waveform(sound.SampleRate, 1, sound.Samples), recipe);
                break;
            default:
                throw new RhumbException($"'{manifest.Name}' made a {output.GetType().Name}, for which there is no file format yet; use a generator of shapes, images or sounds.");
        }
    }

    /// <summary>Refuses before any work what <see cref="Write"/> would refuse after it.</summary>
    /// <exception cref="UsageException">The generator's outputs are not written so.</exception>
    public static void CheckFormat(string path, GeneratorManifest manifest, UpAxis? up = null)
    {
        var (known, extension) = (Formats(manifest.Kind), Path.GetExtension(path));
        if (!known.Contains(extension, StringComparer.OrdinalIgnoreCase))
            throw new UsageException($"What '{manifest.Name}' makes is written as {string.Join(", ", known)}, not as '{extension}'; choose one of these.");
        if (up is not null && manifest.Kind != GeneratorKind.Shape)
            throw new UsageException($"--up turns shapes, and '{manifest.Name}' makes none; leave it out.");
    }
}
