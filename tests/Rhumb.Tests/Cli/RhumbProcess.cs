using System.Diagnostics;

namespace Rhumb.Tests.Cli;

/// <summary>The built command line, run as a person runs it: a process of its own, with its streams and its exit code.</summary>
public sealed record RhumbProcess(int ExitCode, string Output, string Error)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Rhumb.Cli.dll");

    public static Task<RhumbProcess> RunAsync(params string[] arguments) => RunAsync(arguments, new Dictionary<string, string?>(StringComparer.Ordinal));

    /// <summary>A run that succeeds and complains of nothing.</summary>
    public static async Task<RhumbProcess> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        return result;
    }

    public static async Task<RhumbProcess> RunAsync(string[] arguments, IReadOnlyDictionary<string, string?> environment, string? wrapper = null)
    {
        using var process = Start(arguments, environment, wrapper);
        return await FinishAsync(process);
    }

    /// <summary>A wrapper under which Ctrl+C arrives: what runs in the background of a shell ignores it, and its children inherit that.</summary>
    public static string? Interruptible { get; } = OperatingSystem.IsLinux() ? "exec env --default-signal=INT \"$@\"" : null;

    /// <summary>Starts the program; <paramref name="wrapper"/> is a shell line in which <c>"$@"</c> is the command.</summary>
    public static Process Start(string[] arguments, IReadOnlyDictionary<string, string?> environment, string? wrapper = null)
    {
        var start = new ProcessStartInfo(wrapper is null ? "dotnet" : "bash") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach (var argument in wrapper is null ? [Program, .. arguments] : (string[])["-c", wrapper, "bash", "dotnet", Program, .. arguments])
            start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    public static async Task<RhumbProcess> FinishAsync(Process process)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            return new RhumbProcess(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    /// <summary>Failed with <paramref name="exitCode"/>, nothing on standard output, one sentence on the error stream that holds each of <paramref name="words"/>.</summary>
    public void FailedWith(int exitCode, params string[] words)
    {
        Assert.Equal("", Output);
        var line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("rhumb: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Something went wrong inside Rhumb", line, StringComparison.Ordinal);
        Assert.All(words, word => Assert.Contains(word, line, StringComparison.OrdinalIgnoreCase));
        Assert.Equal(exitCode, ExitCode);
    }
}
