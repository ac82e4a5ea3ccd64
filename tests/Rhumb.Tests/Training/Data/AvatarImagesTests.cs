using Rhumb.Training;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Draws a few avatars with the real packages, which are fetched into Rhumb's cache on the first run; scripts stand in for node where it is to fail.</summary>
public sealed class AvatarImagesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _steps = [];

    public void Dispose() => _folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_seed_gives_the_same_bytes_in_parts_of_any_size()
    {
        await PackagesAsync();
        var whole = await Load(8, 8);
        var parts = await Load(8, 3, "other");
        Assert.Equal(whole.Pixels, parts.Pixels);
        Assert.Equal(whole.Labels, parts.Labels);
        Assert.Equal((8, 3, 64, 64), (whole.Count, whole.Channels, whole.Height, whole.Width));
        Assert.NotEqual(whole.Pixels, (await Load(8, 8, "third", seed: 2)).Pixels);

        // The corner is the background, whose colour the label names.
        string[] colours = ["b6e3f4", "c0aede", "d1d4f9", "ffd5dc", "ffdfbf"];
        for (var i = 0; i < 8; i++)
        {
            var image = whole.Image(i);
            Assert.Equal(colours[whole.Label(i, whole.Attributes.Count - 1)], Convert.ToHexStringLower([image[0], image[64 * 64], image[2 * 64 * 64]]));
        }
    }

    [Fact]
    public async Task Drawn_once_and_gone_on_with()
    {
        await PackagesAsync();
        // The second part fails when the first is done: that one stays, and only the others are drawn next time.
        var failing = Script($"""
            case "$2" in *'"start":2,'*)
              while ! ls {_folder["cache"]}/avatars/*/0000.images >/dev/null 2>&1; do sleep 0.05; done
              echo "no luck" >&2; exit 1;;
            esac
            exec node "$@"
            """);
        Assert.Contains("no luck", (await Assert.ThrowsAsync<RhumbException>(() => Load(6, 2, node: failing))).Message, StringComparison.Ordinal);
        Assert.False(File.Exists(new AvatarImages(_folder["cache"], TimeProvider.System) { Count = 6, PartCount = 2 }.File));
        var kept = Directory.GetFiles(_folder["cache/avatars"], "*.images", SearchOption.AllDirectories);
        Assert.Contains(kept, path => path.EndsWith("0000.images", StringComparison.Ordinal));
        var counting = Script($"""
            echo x >> {_folder["calls"]}
            exec node "$@"
            """);
        var data = await Load(6, 2, node: counting);
        Assert.Equal(3 - kept.Length, File.ReadAllLines(_folder["calls"]).Length);
        Assert.Equal((await Load(6, 6, "other")).Pixels, data.Pixels);
        Assert.Equal(data.Pixels, (await Load(6, 2, node: Script("exit 1"))).Pixels); // nothing is run again
        Assert.Empty(Directory.GetDirectories(_folder["cache/avatars"]));
    }

    [Theory]
    [InlineData("echo 'Cannot find package @resvg/resvg-js' >&2; exit 1", "Cannot find package")]
    [InlineData("echo 'ENOSPC: no space left on device, write' >&2; exit 1", "disk is full")]
    [InlineData("exit 0", "cannot be stored")]
    [InlineData("""printf '[]\n' > "$(printf %s "$2" | sed 's/.*"output":"\([^"]*\)".*/\1/')" """, "did not draw all")]
    public async Task What_node_cannot_do_is_one_sentence_and_leaves_no_data(string node, string part)
    {
        await PackagesAsync();
        var message = (await Assert.ThrowsAsync<RhumbException>(() => Load(2, 2, node: Script(node)))).Message;
        Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
        Assert.Empty(Directory.GetFiles(_folder["cache/avatars"], "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Pictures_of_another_size_are_refused()
    {
        ImageDataFile.Write(_folder["grey"], new ImageDataSet(64, 64, new byte[2 * 64 * 64], [0, 0], ["x"]), "test");
        Assert.Contains("--data", Assert.Throws<RhumbException>(() => AvatarImages.Read(_folder["grey"])).Message, StringComparison.Ordinal);
    }

    private Task<ImageDataSet> Load(int count, int part, string cache = "cache", long seed = 1, string node = "node")
    {
        if (cache != "cache")
            Share(cache);
        return new AvatarImages(_folder[cache], TimeProvider.System) { Count = count, PartCount = part, Seed = seed, Tools = new NpmTools(Node: node) }.LoadAsync(new Told(_steps.Add), Stop);
    }

    /// <summary>The packages of Rhumb's own cache, seen from this test's.</summary>
    private async Task PackagesAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The scripts that stand in for node are shell scripts.");
        await new NpmFetcher(CacheFolder.Resolve(), new NpmTools()).FetchAsync(NpmBundle.Avatars, new Told(_steps.Add), Stop);
        Share("cache");
    }

    private void Share(string cache)
    {
        if (Directory.Exists(_folder[cache]))
            return;
        Directory.CreateDirectory(_folder[cache]);
        Directory.CreateSymbolicLink(Path.Combine(_folder[cache], "packages"), Path.Combine(CacheFolder.Resolve(), "packages"));
    }

    private string Script(string text)
    {
        var path = _folder.Write($"node{Directory.GetFiles(_folder.Path).Length}", "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
