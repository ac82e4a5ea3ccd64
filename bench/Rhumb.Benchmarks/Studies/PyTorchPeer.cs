using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Rhumb.Benchmarks.Studies;

/// <summary>The same networks in PyTorch: bench/peers/derivatives.py, which answers one JSON line to each.</summary>
internal sealed class PyTorchPeer : IDisposable
{
    private readonly Process _process;

    public PyTorchPeer()
    {
        var script = Path.Combine(StudyReport.Root, "bench", "peers", "derivatives.py");
        // Debian's packages belong to the system's interpreter, whichever comes first on the path.
        var python = Environment.GetEnvironmentVariable("RHUMB_PYTHON") ?? (File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3");
        _process = Process.Start(new ProcessStartInfo(python) { ArgumentList = { script }, UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{python} cannot be started; set RHUMB_PYTHON to a Python with PyTorch.");
        var hello = Answer();
        Version = hello.GetProperty("version").GetString()!;
        Networks = [.. hello.GetProperty("networks").EnumerateArray().Select(name => name.GetString()!)];
    }

    public string Version { get; }

    public IReadOnlyList<string> Networks { get; }

    /// <summary>Writes NETWORK.onnx and its references into the folder.</summary>
    public void Export(string network, string folder) => Ask(new { @do = "export", network, folder });

    /// <summary>Seconds of one run, or null with the reason where PyTorch cannot.</summary>
    public double? Seconds(string network, string kind, int k, string way, out string? reason)
    {
        var answer = Ask(new { @do = "time", network, kind, k, way });
        reason = answer.TryGetProperty("error", out var error) ? error.GetString() : null;
        return reason is null ? answer.GetProperty("seconds").GetDouble() : null;
    }

    /// <summary>Seconds of an n × n matrix product.</summary>
    public double ProductSeconds(int n) => Ask(new { @do = "product", n }).GetProperty("seconds").GetDouble();

    /// <summary>An array that <see cref="Export"/> wrote.</summary>
    public static float[] Array(string folder, string network, string name) =>
        MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(Path.Combine(folder, $"{network}.{name}.bin"))).ToArray();

    private JsonElement Ask(object command)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(command));
        _process.StandardInput.Flush();
        return Answer();
    }

    private JsonElement Answer()
    {
        var line = _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("PyTorch stopped; run bench/peers/derivatives.py by hand to see why (apt-get install python3-torch).");
        return JsonDocument.Parse(line).RootElement;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(10_000))
            _process.Kill();
        _process.Dispose();
    }
}
