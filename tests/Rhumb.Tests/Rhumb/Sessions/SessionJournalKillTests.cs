using System.Diagnostics;
using System.Globalization;
using Rhumb.LinearAlgebra;
using Rhumb.Sessions;

namespace Rhumb.Tests.Rhumb.Sessions;

/// <summary>A process that writes events is killed (SIGKILL) at random moments, again and again on the same journal: nothing that it had acknowledged is lost.</summary>
public sealed class SessionJournalKillTests : IDisposable
{
    private const int Kills = 15;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nothing_acknowledged_is_lost()
    {
        var path = _folder["sessions.db"];
        var random = new RandomStream(1, "kills");
        var acknowledged = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            acknowledged = Math.Max(acknowledged, await WriteAndKillAsync(path, 1 + random.Index(40), random.Index(3000)));
            using var journal = SessionJournal.Open(path);
            var entries = journal.Read(Assert.Single(journal.List()).Id);
            Assert.True(entries.Count > acknowledged, $"kill {kill}: {acknowledged} was acknowledged, {entries.Count} events are there");
            for (var i = 1; i < entries.Count; i++)
            {
                Assert.Equal(i, entries[i].Sequence);
                Assert.Equal(JournalWriterProcess.Event(i), entries[i].Event);
            }
        }
        Assert.True(acknowledged >= Kills);
    }

    /// <summary>The last number acknowledged by a process that is killed some microseconds after its <paramref name="count"/>th acknowledgement.</summary>
    private static async Task<int> WriteAndKillAsync(string path, int count, int microseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(SessionJournalKillTests).Assembly.Location);
        start.Environment[JournalWriterProcess.Variable] = path;
        using var process = Process.Start(start)!;
        var last = 0;
        for (var i = 0; i < count; i++) last = int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        SpinWait.SpinUntil(() => false, TimeSpan.FromMicroseconds(microseconds));
        process.Kill();   // SIGKILL
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (int.TryParse(line, CultureInfo.InvariantCulture, out var more)) last = Math.Max(last, more);
        await process.WaitForExitAsync();
        return last;
    }
}
