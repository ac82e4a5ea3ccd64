using System.IO.Compression;
using System.Security.Cryptography;

namespace Rhumb.Training.Data;

/// <summary>
/// Fetches a pinned Debian package into the cache: download, check, unpack. Every finished step is kept, an interrupted one
/// goes on where it stopped, and the unpacked folder appears only when it is complete.
/// </summary>
/// <param name="cache">The cache folder; see <see cref="CacheFolder"/>.</param>
/// <param name="tools">The programs used.</param>
/// <param name="time">The clock for the time left.</param>
public sealed class PackageFetcher(string cache, PackageTools tools, TimeProvider time)
{
    private static readonly string[] Pictures = [".png", ".jpg", ".jpeg", ".gif", ".bmp"];

    private readonly string _folder = Path.Combine(cache, "packages");

    /// <summary>The folder that holds the unpacked package and, in <c>libraries/NAME</c>, each of its .sh3f archives unpacked without pictures.</summary>
    /// <exception cref="RhumbException">No apt-get, no network, another version or content than the pinned one, a broken archive, or no space.</exception>
    public async Task<string> FetchAsync(DebianPackage package, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var target = Path.Combine(_folder, package.FolderName);
        if (Directory.Exists(target))
            return target;
        try
        {
            Directory.CreateDirectory(_folder);
            var archive = await DownloadAsync(package, progress, cancellation);
            await UnpackAsync(package, archive, target, progress, cancellation);
            File.Delete(archive);
            return target;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException(
                $"{package.Name} cannot be stored in {_folder} ({cause.Message.TrimEnd('.')}); free some space (about 0.6 GB) or set RHUMB_CACHE to another folder.", cause);
        }
    }

    private async Task<string> DownloadAsync(DebianPackage package, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var archive = Path.Combine(_folder, package.FolderName + ".deb");
        if (File.Exists(archive) && await MatchesAsync(package, archive, progress, cancellation))
            return archive;

        var partial = Path.Combine(_folder, package.FolderName + ".partial");
        Directory.CreateDirectory(partial);
        // A partial file that apt cannot continue (the mirror changed) gives a wrong hash once; the second try starts afresh.
        for (var attempt = 1; ; attempt++)
        {
            await AptDownloadAsync(package, partial, progress, cancellation);
            var file = Directory.EnumerateFiles(partial, "*.deb").FirstOrDefault()
                ?? throw new RhumbException($"apt-get said that it downloaded {package.Name}, but there is no .deb file in {partial}; try again.");
            if (await MatchesAsync(package, file, progress, cancellation))
            {
                File.Move(file, archive, overwrite: true);
                Directory.Delete(partial, recursive: true);
                return archive;
            }
            File.Delete(file);
            if (attempt == 2)
                throw new RhumbException(
                    $"{package} does not have the expected SHA-256 {package.Sha256[..16]}…, so it was deleted; try again, or {package.Substitute}.");
        }
    }

    private async Task AptDownloadAsync(DebianPackage package, string partial, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var step = $"Downloading {package}";
        var result = await Download();
        // An old or empty package index does not know the version: only then is it worth updating (which needs root).
        if (result.ExitCode != 0 && IsUnknown(result.ErrorText))
        {
            progress.Report(new StepProgress("Updating the package index (apt-get update)"));
            var update = await PackageTools.RunAsync(tools.AptGet, ["update"], partial, () => { }, cancellation);
            result = await Download();
            if (result.ExitCode != 0 && IsUnknown(result.ErrorText))
                throw new RhumbException(update.ExitCode == 0
                    ? $"The package sources of this machine do not have {package.Name} {package.Version} ({result.Reason}); {package.Substitute}."
                    : $"{package.Name} {package.Version} is not in the package index, and updating the index failed ({update.Reason}); run 'apt-get update' as root and try again.");
        }
        if (result.ExitCode != 0)
            throw new RhumbException(
                $"{package.Name} could not be downloaded ({result.Reason.TrimEnd('.')}); check the network and try again: the download goes on where it stopped.");

        Task<PackageTools.Result> Download()
        {
            var started = time.GetTimestamp();
            var before = Received();
            progress.Report(new StepProgress(step, 0));
            return PackageTools.RunAsync(tools.AptGet, ["download", $"{package.Name}={package.Version}"], partial, Watch, cancellation);

            void Watch()
            {
                var received = Received();
                var gained = (received - before) / (double)Math.Max(1, package.Bytes - before);
                progress.Report(new StepProgress(step, Math.Min(1, received / (double)package.Bytes),
                    StepProgress.Estimate(time.GetElapsedTime(started), gained)));
            }
        }

        // A file may be renamed between being listed and being asked for its length, which is known from the moment that it is seen to exist.
        long Received() => Directory.EnumerateFiles(partial, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file) is { Exists: true } found ? found.Length : 0);

        static bool IsUnknown(string error) =>
            error.Contains("Unable to locate package", StringComparison.Ordinal) || error.Contains("was not found", StringComparison.Ordinal)
            || error.Contains("404", StringComparison.Ordinal);
    }

    private static async Task<bool> MatchesAsync(DebianPackage package, string file, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        progress.Report(new StepProgress($"Checking {package}"));
        await using var stream = File.OpenRead(file);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellation)) == package.Sha256;
    }

    private async Task UnpackAsync(DebianPackage package, string archive, string target, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var unpacking = Directory.CreateDirectory($"{target}.{Environment.ProcessId}.unpacking").FullName;
        try
        {
            progress.Report(new StepProgress($"Unpacking {package}"));
            var result = await PackageTools.RunAsync(tools.DpkgDeb, ["-x", archive, unpacking], _folder, () => { }, cancellation);
            if (result.ExitCode != 0)
                throw new RhumbException($"{archive} cannot be unpacked ({result.Reason.TrimEnd('.')}); check that about 0.6 GB are free, delete the file and try again.");
            var libraries = Directory.GetFiles(unpacking, "*.sh3f", SearchOption.AllDirectories);
            Array.Sort(libraries, StringComparer.Ordinal);
            var started = time.GetTimestamp();
            for (var i = 0; i < libraries.Length; i++)
            {
                var name = Path.GetFileNameWithoutExtension(libraries[i]);
                var fraction = i / (double)libraries.Length;
                progress.Report(new StepProgress($"Unpacking library {name}", fraction, StepProgress.Estimate(time.GetElapsedTime(started), fraction)));
                Unzip(libraries[i], Path.Combine(unpacking, "libraries", name), cancellation);
                File.Delete(libraries[i]);
            }
            if (!Directory.Exists(target))
                Directory.Move(unpacking, target);
        }
        finally
        {
            if (Directory.Exists(unpacking))
                Directory.Delete(unpacking, recursive: true);
        }
    }

    /// <summary>Unpacks a zip without its pictures, which are most of its bytes and no use to geometry.</summary>
    /// <exception cref="RhumbException">The archive is truncated or holds a path that leaves the folder.</exception>
    internal static void Unzip(string file, string folder, CancellationToken cancellation)
    {
        var root = Directory.CreateDirectory(folder).FullName + Path.DirectorySeparatorChar;
        try
        {
            using var zip = ZipFile.OpenRead(file);
            foreach (var entry in zip.Entries)
            {
                cancellation.ThrowIfCancellationRequested();
                if (entry.Name.Length == 0 || Pictures.Contains(Path.GetExtension(entry.Name), StringComparer.OrdinalIgnoreCase))
                    continue;
                var path = Path.GetFullPath(Path.Combine(root, entry.FullName));
                if (!path.StartsWith(root, StringComparison.Ordinal))
                    throw new InvalidDataException($"entry '{entry.FullName}' leaves the folder");
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                entry.ExtractToFile(path, overwrite: true);
            }
        }
        catch (InvalidDataException cause)
        {
            throw new RhumbException($"{Path.GetFileName(file)} is not a complete archive ({cause.Message.TrimEnd('.')}); delete it and fetch it again.", cause);
        }
    }
}
