using Rhumb.Tests.Cli;
using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

/// <summary>Programs that write on and on, and what is left of them when they are given up: callers remove the folder that they write to.</summary>
public sealed class PackageToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public PackageToolsTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs that stand in are shell scripts.");

    public void Dispose() => _folder.Dispose();

    private string Written => _folder["written"];

    [Fact]
    public async Task A_program_whose_watcher_fails_is_ended()
    {
        await Assert.ThrowsAsync<FileNotFoundException>(() => RunAsync(() => throw new FileNotFoundException("renamed meanwhile"), TestContext.Current.CancellationToken));
        await NothingIsWrittenAsync();
    }

    [Fact]
    public async Task A_program_that_is_cancelled_is_ended()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => RunAsync(stop.Cancel, stop.Token));
        await NothingIsWrittenAsync();
    }

    /// <summary>A child of the program writes; the program itself waits for it.</summary>
    private Task RunAsync(Action watch, CancellationToken cancellation)
    {
        var program = _folder.Write("program", $"#!/bin/sh\n(while :; do echo x >> {Written}; sleep 0.02; done) &\nwait\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return PackageTools.RunAsync(program, [], _folder.Path, () =>
        {
            if (File.Exists(Written))
                watch();
        }, cancellation);
    }

    private async Task NothingIsWrittenAsync()
    {
        var length = new FileInfo(Written).Length;
        await Task.Delay(300, TestContext.Current.CancellationToken);
        Assert.Equal(length, new FileInfo(Written).Length);
    }
}
