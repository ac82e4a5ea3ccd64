using Rhumb.Training;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Autodiff.NodeTests;

/// <summary>
/// The ONNX project's own node tests, 932 cases of one small model each with inputs and outputs: Debian's libonnx-testdata, fetched into Rhumb's cache on the first
/// run and never committed. RHUMB_ONNX_TESTS names a folder that holds them already.
/// </summary>
public sealed class NodeTestData : IAsyncLifetime
{
    private static readonly DebianPackage Package = new(
        "libonnx-testdata", "1.12.0-2", "7dc0912e02f79ece102331411a751b091bc0e191c9fb1287f8cdfbe5530f6027", 6_062_448);

    /// <summary>Folders of the cases, by name.</summary>
    public IReadOnlyList<string> Cases { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        var folder = Environment.GetEnvironmentVariable("RHUMB_ONNX_TESTS") is { Length: > 0 } given ? given : await FetchedAsync();
        Cases = [.. Directory.EnumerateDirectories(folder, "test_*").Order(StringComparer.Ordinal)];
        Assert.True(Cases.Count == 932, $"{folder} holds {Cases.Count} node tests, not 932; delete it and run ./test again, or set RHUMB_ONNX_TESTS to the folder 'data/node' of {Package.Name} {Package.Version}.");
    }

    private static async Task<string> FetchedAsync()
    {
        try
        {
            var fetcher = new PackageFetcher(CacheFolder.Resolve(), new PackageTools(), TimeProvider.System);
            var root = await fetcher.FetchAsync(Package, new Progress<StepProgress>(), TestContext.Current.CancellationToken);
            return Path.Combine(root, "usr", "share", "libonnx-testdata", "data", "node");
        }
        catch (RhumbException cause)
        {
            throw new InvalidOperationException(
                $"The ONNX node tests could not be fetched ({cause.Message}) Unpack Debian's {Package.Name} {Package.Version} and set RHUMB_ONNX_TESTS to its folder 'data/node'.", cause);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
