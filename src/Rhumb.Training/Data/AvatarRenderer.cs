using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rhumb.Training.Data;

/// <summary>Has avatars drawn by the script of <see cref="NpmBundle.Avatars"/>.</summary>
/// <param name="packages">The folder of the installed bundle.</param>
/// <param name="tools">The programs used.</param>
/// <param name="size">Rows and columns of a picture.</param>
internal sealed class AvatarRenderer(string packages, NpmTools tools, int size)
{
    /// <summary>Avatars <paramref name="start"/> to <paramref name="start"/> + <paramref name="count"/> of <paramref name="seed"/>, by way of a temporary file in <paramref name="folder"/>.</summary>
    /// <exception cref="RhumbException">No node, broken packages, no space, or a picture that is not what was asked for.</exception>
    public async Task<ImageDataSet> RenderAsync(long seed, int start, int count, string folder, CancellationToken cancellation)
    {
        var output = Path.Combine(folder, $".{start}.{Environment.ProcessId}.raw");
        var request = new JsonObject { ["seed"] = seed, ["start"] = start, ["count"] = count, ["size"] = size, ["options"] = AvatarStyle.Options(), ["output"] = output };
        try
        {
            var result = await PackageTools.RunAsync(tools.Node, ["render.mjs", request.ToJsonString()], packages, () => { }, cancellation, NpmTools.Remedy);
            if (result.ExitCode != 0)
                throw new RhumbException(result.ErrorText.Contains("ENOSPC", StringComparison.Ordinal)
                    ? $"Avatars cannot be stored in {folder}: the disk is full; free some space (0.3 GB) or set RHUMB_CACHE to another folder."
                    : $"Avatars could not be drawn ({result.Reason.TrimEnd('.')}); delete the folder {packages} and try again.");
            return Read(await File.ReadAllBytesAsync(output, cancellation), count);
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>The pictures of the script's output: a line of JSON, then red, green and blue by turns, which become planes.</summary>
    private ImageDataSet Read(byte[] bytes, int count)
    {
        var (area, end) = (size * size, bytes.AsSpan().IndexOf((byte)'\n'));
        var described = end < 0 ? null : Described(bytes.AsSpan(..end));
        if (described is null || described.Length != count || Array.IndexOf(described, null) >= 0 || bytes.Length != end + 1 + (3 * area * count))
            throw new RhumbException($"The script that draws avatars did not draw all of {count}; delete the folder {packages} and try again.");
        var pixels = new byte[3 * area * count];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (image, within) = (i / (3 * area), i % (3 * area));
            pixels[i] = bytes[end + 1 + (3 * ((image * area) + (within % area))) + (within / area)];
        }
        return new ImageDataSet(size, size, pixels, [.. described.SelectMany(AvatarStyle.Decode)], AvatarStyle.Attributes) { Channels = 3 };
    }

    private static JsonObject[]? Described(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonObject[]>(line);
        }
        catch (JsonException)
        {
            return null; // not even JSON: the script, or what runs it, is not ours
        }
    }
}
