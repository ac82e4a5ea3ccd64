using System.Diagnostics;

namespace Rhumb.Fuzz;

/// <summary>Starts workers, one after the other a slice, with a limit on memory; a case that ends its worker or takes too long is a finding, and the next one goes on.</summary>
internal sealed class Watch(string mode, TimeSpan limit)
{
    private const string HeapLimit = "0x40000000"; // 1 GiB

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _outcomes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long First, long Count)> _findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long First, long Count)> _engine = new(StringComparer.Ordinal);

    public async Task<int> RunAsync(long first, long cases, int workers)
    {
        var slice = (cases + workers - 1) / workers;
        await Task.WhenAll(Enumerable.Range(0, workers).Select(i => SliceAsync(first + (i * slice), Math.Min(first + cases, first + ((i + 1) * slice)))));
        Console.WriteLine($"{cases} cases from {first}: {string.Join(", ", _outcomes.Select(pair => $"{pair.Value} {pair.Key}"))}");
        List("", _findings);
        List("ONNX Runtime itself, ", _engine);
        return _findings.Count == 0 ? 0 : 1;
    }

    private static void List(string who, Dictionary<string, (long First, long Count)> findings)
    {
        foreach (var (what, (at, count)) in findings.OrderByDescending(finding => finding.Value.Count))
            Console.WriteLine($"{who}{count} times, first in case {at}: {what}");
    }

    private async Task SliceAsync(long from, long to)
    {
        while (from < to)
            from = await WorkAsync(from, to);
    }

    // Returns the case to go on with.
    private async Task<long> WorkAsync(long from, long to)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Watch).Assembly.Location, "worker", mode, $"{from}", $"{to}", Exported()]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var (index, stage) = (from, "");
        try
        {
            while (true)
            {
                using var clock = new CancellationTokenSource(limit);
                if (await process.StandardOutput.ReadLineAsync(clock.Token) is not { } line)
                    break;
                if (line.StartsWith("case ", StringComparison.Ordinal))
                    (index, stage) = (long.Parse(line.AsSpan(5)), "");
                else if (line.StartsWith("next ", StringComparison.Ordinal))
                    stage = line[5..];
                else if (line.StartsWith("done ", StringComparison.Ordinal))
                    Count(line[5..]);
                else if (line.StartsWith("fail ", StringComparison.Ordinal))
                    Find(_findings, index, line[5..]);
            }
            await process.WaitForExitAsync();
            if (process.ExitCode == 0)
                return to;
            Lost(index, stage, $"the process ended with {process.ExitCode}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            Lost(index, stage, $"took more than {limit.TotalSeconds} s");
        }
        return index + 1;
    }

    private void Count(string outcome)
    {
        lock (_lock)
            _outcomes[outcome] = _outcomes.GetValueOrDefault(outcome) + 1;
    }

    // A damaged model alone, before anything of ours was made of it, that takes the runtime down is the runtime's own.
    private void Lost(long index, string stage, string what)
    {
        Count("Lost");
        Find(stage == "the damaged model" ? _engine : _findings, index, stage.Length > 0 ? $"{what} at {stage}" : what);
    }

    private void Find(Dictionary<string, (long First, long Count)> findings, long index, string what)
    {
        lock (_lock)
            findings[what] = findings.TryGetValue(what, out var known) ? (Math.Min(known.First, index), known.Count + 1) : (index, 1);
    }

    internal static string Exported()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (Path.Combine(folder.FullName, "tests", "fixtures", "exported") is var exported && Directory.Exists(exported))
                return exported;
        throw new DirectoryNotFoundException("tests/fixtures/exported is not above the program; run it from a checkout.");
    }
}
