using System.Diagnostics;

namespace Rhumb.Fuzz;

/// <summary>Starts workers, one after the other a slice, with a limit on memory; a case that ends its worker or takes too long is a finding, and the next one goes on.</summary>
internal sealed class Watch(TimeSpan limit)
{
    private const string HeapLimit = "0x40000000"; // 1 GiB

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long First, long Count)> _findings = new(StringComparer.Ordinal);

    public async Task<int> RunAsync(long first, long cases, int workers)
    {
        var slice = (cases + workers - 1) / workers;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(i => SliceAsync(first + (i * slice), Math.Min(first + cases, first + ((i + 1) * slice)))));
        Console.WriteLine($"{cases} cases from {first}: {string.Join(", ", _outcomes.Select(pair => $"{pair.Value} {pair.Key}"))}");
        foreach (var (what, (at, count)) in _findings.OrderByDescending(finding => finding.Value.Count))
            Console.WriteLine($"{count} times, first in case {at}: {what}");
        return _findings.Count == 0 ? 0 : 1;
    }

    private async Task SliceAsync(long from, long to)
    {
        while (from < to)
            from = await WorkAsync(from, to);
    }

    // Returns the case to go on with.
    private async Task<long> WorkAsync(long from, long to)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Watch).Assembly.Location, "worker", $"{from}", $"{to}", Exported()]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var index = from;
        try
        {
            while (true)
            {
                using var clock = new CancellationTokenSource(limit);
                if (await process.StandardOutput.ReadLineAsync(clock.Token) is not { } line)
                    break;
                if (line.StartsWith("case ", StringComparison.Ordinal))
                    index = long.Parse(line.AsSpan(5));
                else if (line.StartsWith("done ", StringComparison.Ordinal))
                    Count(line[5..]);
                else
                    Find(index, line[5..]);
            }
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return to;
            Find(index, $"the process ended with {process.ExitCode}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Find(index, $"took more than {limit.TotalSeconds} s");
        }
        return index + 1;
    }

    private void Count(string outcome)
    {
        lock (_lock)
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
    }

    private void Find(long index, string what)
    {
        lock (_lock)
            _findings[what] = _findings.TryGetValue(what, out var known) ? (Math.Min(known.First, index), known.Count + 1) : (index, 1);
    }

    private static string Exported()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "tests", "fixtures", "exported") is var exported && Directory.Exists(exported))
                return exported;
        throw new DirectoryNotFoundException("tests/fixtures/exported is not above the program; run it from a checkout.");
    }
}
