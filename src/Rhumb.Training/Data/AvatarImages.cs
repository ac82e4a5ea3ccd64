using System.Security.Cryptography;
using System.Text;

namespace Rhumb.Training.Data;

/// <summary>
/// Drawn faces with exact attributes, 64 × 64 in colour. They are drawn once, a few hundred at a time on both cores; what is drawn is kept, so that an interrupted drawing goes on
/// where it stopped, and all of it becomes one file.
/// </summary>
/// <param name="cache">The cache folder; see <see cref="CacheFolder"/>.</param>
/// <param name="time">The clock for the time left.</param>
public sealed class AvatarImages(string cache, TimeProvider time)
{
    /// <summary>Rows and columns of a picture.</summary>
    public const int Size = 64;

    private const int Workers = 2;

    /// <summary>What is known of each picture.</summary>
    public static IReadOnlyList<ImageAttribute> Attributes => AvatarStyle.Attributes;

    /// <summary>The programs used.</summary>
    public NpmTools Tools { get; init; } = new();

    /// <summary>Number of pictures.</summary>
    public int Count { get; init; } = 36_000;

    /// <summary>Pictures that are drawn at a time and kept.</summary>
    public int PartCount { get; init; } = 500;

    /// <summary>Seed of the pictures.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The file that the pictures are kept in; its name changes with everything that they depend on.</summary>
    public string File => Path.Combine(cache, "avatars", Origin + ".images");

    private string Origin
    {
        get
        {
            var recipe = $"{NpmBundle.Avatars.FolderName} {AvatarStyle.Options().ToJsonString()} {string.Join('|', Attributes.SelectMany(attribute => attribute.Values))} {Size}";
            return $"avatars-{Seed}-{Count}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(recipe)))[..12]}";
        }
    }

    /// <summary>The pictures of a file written before, which must be such pictures.</summary>
    /// <exception cref="RhumbException">The file is missing, damaged, or of other pictures.</exception>
    public static ImageDataSet Read(string path)
    {
        var (data, _) = ImageDataFile.Read(path);
        return data.Channels == 3 && data.Height == Size && data.Width == Size && data.Attributes.Count > 0 && data.Count > 1 ? data
            : throw new RhumbException($"'{path}' holds {data.Count} pictures of {data.Width} × {data.Height} in {data.Channels} channels; give several of {Size} × {Size} in colour, or leave --data out.");
    }

    /// <summary>The pictures, drawn where they are not there yet.</summary>
    /// <exception cref="RhumbException">Node.js or the network is missing, the packages are broken, or the disk is full.</exception>
    public async Task<ImageDataSet> LoadAsync(IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        if (System.IO.File.Exists(File))
            return Read(File);
        var packages = await new NpmFetcher(cache, Tools).FetchAsync(NpmBundle.Avatars, progress, cancellation);
        var folder = Path.Combine(cache, "avatars", Origin + ".parts");
        try
        {
            Directory.CreateDirectory(folder);
            var data = ImageDataSet.Joined(await DrawAsync(new AvatarRenderer(packages, Tools, Size), folder, progress, cancellation));
            progress.Report(new StepProgress($"Writing {File}"));
            ImageDataFile.Write(File, data, Origin);
            Directory.Delete(folder, recursive: true);
            return data;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException($"Avatars cannot be stored in {folder} ({cause.Message.TrimEnd('.')}); free some space (0.3 GB) or set RHUMB_CACHE to another folder.", cause);
        }
    }

    private async Task<ImageDataSet[]> DrawAsync(AvatarRenderer renderer, string folder, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var parts = new ImageDataSet[(Count + PartCount - 1) / PartCount];
        var (done, drawn, started) = (0, 0, time.GetTimestamp());
        var step = $"Drawing {Count} avatars";
        progress.Report(new StepProgress(step, 0));
        await Parallel.ForEachAsync(Enumerable.Range(0, parts.Length), new ParallelOptions { MaxDegreeOfParallelism = Workers, CancellationToken = cancellation }, async (i, token) =>
        {
            var path = Path.Combine(folder, $"{i:0000}.images");
            parts[i] = Kept(path) ?? await Draw(i, path, token);
            var fraction = Interlocked.Increment(ref done) / (double)parts.Length;
            // What was drawn before took no time now.
            var left = drawn == 0 ? null : StepProgress.Estimate(time.GetElapsedTime(started), drawn / (double)(drawn + parts.Length - done));
            progress.Report(new StepProgress(step, fraction, left));
        });
        return parts;

        async Task<ImageDataSet> Draw(int i, string path, CancellationToken token)
        {
            var part = await renderer.RenderAsync(Seed, i * PartCount, Math.Min(PartCount, Count - (i * PartCount)), folder, token);
            ImageDataFile.Write(path, part, Origin);
            Interlocked.Increment(ref drawn);
            return part;
        }
    }

    private ImageDataSet? Kept(string path)
    {
        try
        {
            return System.IO.File.Exists(path) && ImageDataFile.Read(path) is var (data, origin) && origin == Origin ? data : null;
        }
        catch (RhumbException)
        {
            return null; // damaged: it is drawn again
        }
    }
}
