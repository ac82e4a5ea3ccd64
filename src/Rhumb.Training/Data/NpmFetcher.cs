namespace Rhumb.Training.Data;

/// <summary>Installs a pinned bundle of npm packages into the cache, without running any of their scripts; its folder appears only when it is complete.</summary>
/// <param name="cache">The cache folder; see <see cref="CacheFolder"/>.</param>
/// <param name="tools">The programs used.</param>
public sealed class NpmFetcher(string cache, NpmTools tools)
{
    private readonly string _folder = Path.Combine(cache, "packages");

    /// <summary>The folder that holds the bundle's files and <c>node_modules</c>; nothing is fetched where it is there already.</summary>
    /// <exception cref="RhumbException">No npm, no network, another content than the lock file says, or no space.</exception>
    public async Task<string> FetchAsync(NpmBundle bundle, IProgress<StepProgress> progress, CancellationToken cancellation)
    {
        var target = Path.Combine(_folder, bundle.FolderName);
        if (Directory.Exists(target))
            return target;
        var unpacking = $"{target}.{Environment.ProcessId}.unpacking";
        try
        {
            Directory.CreateDirectory(unpacking);
            foreach (var (name, bytes) in bundle.Files)
                await File.WriteAllBytesAsync(Path.Combine(unpacking, name), bytes, cancellation);
            progress.Report(new StepProgress($"Fetching the packages of {bundle.Name} with npm"));
            var result = await PackageTools.RunAsync(
                tools.NpmProgram, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], unpacking, () => { }, cancellation, NpmTools.Remedy);
            if (result.ExitCode != 0)
                throw new RhumbException($"npm could not install the packages of {bundle.Name} ({Reason(result)}); check the network and that 40 MB are free in {_folder}, then try again.");
            if (!Directory.Exists(target))
                Directory.Move(unpacking, target);
            return target;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new RhumbException(
                $"The packages of {bundle.Name} cannot be stored in {_folder} ({cause.Message.TrimEnd('.')}); free some space (40 MB) or set RHUMB_CACHE to another folder.", cause);
        }
        finally
        {
            if (Directory.Exists(unpacking))
                Directory.Delete(unpacking, recursive: true);
        }
    }

    // npm says what is wrong in one of several lines, between a code and the place of its log.
    private static string Reason(PackageTools.Result result)
    {
        const string prefix = "npm error ";
        var lines = result.ErrorText.Split('\n').Where(line => line.StartsWith(prefix, StringComparison.Ordinal)).Select(line => line[prefix.Length..].Trim()).ToArray();
        return (lines.FirstOrDefault(line => line.Length > 0 && !line.StartsWith("code ", StringComparison.Ordinal) && !line.StartsWith("errno", StringComparison.Ordinal))
            ?? lines.FirstOrDefault() ?? result.Reason).TrimEnd('.');
    }
}
