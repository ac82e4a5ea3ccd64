using System.ComponentModel;
using System.Diagnostics;

namespace Rhumb.Training.Data;

/// <summary>The programs that fetch and unpack a Debian package.</summary>
/// <param name="AptGet">Path or name of apt-get.</param>
/// <param name="DpkgDeb">Path or name of dpkg-deb.</param>
public sealed record PackageTools(string AptGet = "apt-get", string DpkgDeb = "dpkg-deb")
{
    /// <summary>How long a program that is killed is waited for.</summary>
    private static readonly TimeSpan Ending = TimeSpan.FromSeconds(10);

    /// <summary>Exit code and error text of a finished program.</summary>
    internal sealed record Result(int ExitCode, string ErrorText)
    {
        /// <summary>The last line in which apt or dpkg says what is wrong.</summary>
        public string Reason => ErrorText.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal))?[2..].Trim()
            ?? ErrorText.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() ?? $"exit code {ExitCode}";
    }

    /// <summary>Runs a program to its end; <paramref name="watch"/> is called about twice a second meanwhile. After cancellation, or an error of <paramref name="watch"/>, it runs no longer.</summary>
    /// <exception cref="RhumbException">The program is not installed; <paramref name="remedy"/> says what to do.</exception>
    internal static async Task<Result> RunAsync(
        string program, IReadOnlyList<string> arguments, string folder, Action watch, CancellationToken cancellation,
        string remedy = "use Debian or Ubuntu, or give the data with --data DIR")
    {
        var start = new ProcessStartInfo(program)
        {
            WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false,
        };
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["LC_ALL"] = "C";
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception cause)
        {
            throw new RhumbException(
                $"'{Path.GetFileName(program)}' cannot be run here; {remedy}.", cause);
        }
        // Both end with the last process that writes to them: the program, and whatever it started.
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var end = Task.WhenAll(process.WaitForExitAsync(CancellationToken.None), error, output);
        try
        {
            while (await Task.WhenAny(end, Task.Delay(500, cancellation)) != end)
            {
                cancellation.ThrowIfCancellationRequested();
                watch();
            }
            await end;
            return new Result(process.ExitCode, await error);
        }
        catch
        {
            process.Kill(entireProcessTree: true);
            // Callers remove the folder that it writes to. What does not end even then is not waited for.
            await Task.WhenAny(end, Task.Delay(Ending, CancellationToken.None));
            throw;
        }
    }
}
