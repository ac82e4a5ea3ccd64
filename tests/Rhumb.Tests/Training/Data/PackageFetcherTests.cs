using System.IO.Compression;
using System.Security.Cryptography;
using Rhumb.Tests.Cli;
using Rhumb.Training;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Stands scripts in for apt-get and dpkg-deb: no network, no package sources.</summary>
public sealed class PackageFetcherTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _steps = [];
    private readonly DebianPackage _package;

    public PackageFetcherTests()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Debian packages are fetched on Debian only.");
        using (var zip = ZipFile.Open(_folder["lib.sh3f"], ZipArchiveMode.Create))
        {
            Add(zip, "a/a.obj", Models.UnitCube);
            Add(zip, "a/a.png", "a picture");
        }
        var bytes = File.ReadAllBytes(_folder["lib.sh3f"]);
        _package = new DebianPackage("data", "1:2-3", Convert.ToHexStringLower(SHA256.HashData(bytes)), bytes.Length);
    }

    public void Dispose() => _folder.Dispose();

    private string Good => $"cp {_folder["lib.sh3f"]} data_2-3_all.deb";

    [Fact]
    public async Task Downloads_checks_and_unpacks_once()
    {
        var folder = await Fetch(Good, Unpack);
        Assert.Equal(Models.UnitCube, File.ReadAllText(Path.Combine(folder, "libraries", "lib", "a", "a.obj")));
        Assert.False(File.Exists(Path.Combine(folder, "libraries", "lib", "a", "a.png")));
        Assert.Equal([Path.GetFileName(folder)], Directory.GetFileSystemEntries(_folder["cache/packages"]).Select(Path.GetFileName));
        Assert.Contains(_steps, step => step.StartsWith("Downloading data 1:2-3", StringComparison.Ordinal));
        Assert.Equal(folder, await Fetch("exit 1", "exit 1")); // nothing is run again
    }

    [Fact]
    public async Task Updates_the_index_only_when_the_package_is_unknown_there()
    {
        await Fetch($"""
            if [ "$1" = update ]; then touch {_folder["updated"]}; exit 0; fi
            if [ ! -e {_folder["updated"]} ]; then echo "E: Unable to locate package data" >&2; exit 100; fi
            {Good}
            """, Unpack);
        Assert.True(File.Exists(_folder["updated"]));
    }

    [Fact]
    public async Task A_partial_download_is_continued()
    {
        await Assert.ThrowsAsync<RhumbException>(() => Fetch("printf half > data_2-3_all.deb; echo 'E: Failed to fetch http://x  Could not resolve x' >&2; exit 100", Unpack));
        await Fetch($"[ \"$(cat data_2-3_all.deb)\" = half ] && {Good}", Unpack);
    }

    [Theory]
    [InlineData("echo 'E: Failed to fetch http://x  Could not resolve x' >&2; exit 100", "Could not resolve")]
    [InlineData("[ \"$1\" = update ] || echo \"E: Version '1:2-3' for 'data' was not found\" >&2; [ \"$1\" = update ]", "--data DIR")]
    [InlineData("echo 'E: Unable to locate package data' >&2; exit 100", "as root")]
    [InlineData("echo other > data_2-3_all.deb", "SHA-256")]
    [InlineData("exit 0", "no .deb file")]
    public async Task What_apt_cannot_do_is_one_sentence(string apt, string part)
    {
        var error = await Assert.ThrowsAsync<RhumbException>(() => Fetch(apt, Unpack));
        Assert.Contains(part, error.Message);
        Assert.DoesNotContain('\n', error.Message);
        Assert.False(Directory.Exists(_folder["cache/packages/data_1~2-3"]));
    }

    [Fact]
    public async Task A_truncated_archive_leaves_nothing_half_unpacked()
    {
        Assert.Contains("truncated", (await Assert.ThrowsAsync<RhumbException>(() => Fetch(Good, "echo 'dpkg-deb: error: truncated' >&2; exit 2"))).Message);
        var inner = await Assert.ThrowsAsync<RhumbException>(() => Fetch(Good, "head -c 50 $2 > $3/lib.sh3f"));
        Assert.Contains("lib.sh3f", inner.Message);
        Assert.Equal([], Directory.GetDirectories(_folder["cache/packages"]));
    }

    [Fact]
    public async Task No_apt_get_is_one_sentence_with_a_way_out()
    {
        var fetcher = new PackageFetcher(_folder["cache"], new PackageTools("no-such-apt-get"), TimeProvider.System);
        var error = await Assert.ThrowsAsync<RhumbException>(() => fetcher.FetchAsync(_package, new Told(_steps.Add), TestContext.Current.CancellationToken));
        Assert.Contains("--data DIR", error.Message);
    }

    [Fact]
    public void A_zip_that_leaves_its_folder_is_refused()
    {
        using (var zip = ZipFile.Open(_folder["evil.zip"], ZipArchiveMode.Create))
            Add(zip, "../evil.obj", "x");
        Assert.Throws<RhumbException>(() => PackageFetcher.Unzip(_folder["evil.zip"], _folder["out"], TestContext.Current.CancellationToken));
        Assert.False(File.Exists(_folder["evil.obj"]));
    }

    [Theory]
    [InlineData("/own", "/xdg", "/own")]
    [InlineData(null, "/xdg", "/xdg/rhumb")]
    [InlineData(null, "relative", "/home/p/.cache/rhumb")]
    [InlineData(null, null, "/home/p/.cache/rhumb")]
    public void The_cache_is_where_the_environment_says(string? own, string? xdg, string expected) =>
        Assert.Equal(expected, CacheFolder.Resolve(name => name switch { "RHUMB_CACHE" => own, "XDG_CACHE_HOME" => xdg, _ => "/home/p" }));

    private const string Unpack = "cp $2 $3/lib.sh3f";

    private Task<string> Fetch(string apt, string dpkg)
    {
        var tools = new PackageTools(Script("apt", apt), Script("dpkg", dpkg));
        return new PackageFetcher(_folder["cache"], tools, TimeProvider.System).FetchAsync(_package, new Told(_steps.Add), TestContext.Current.CancellationToken);
    }

    private string Script(string name, string text)
    {
        var path = _folder.Write(name, "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private static void Add(ZipArchive zip, string name, string text)
    {
        using var writer = new StreamWriter(zip.CreateEntry(name).Open());
        writer.Write(text);
    }
}
