using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Rhumb.Tests.Rhumb.Generators.Images;

namespace Rhumb.Tests.Cli;

public sealed class StudioVerbTests : IDisposable
{
    private static readonly Dictionary<string, string?> Environment = new(StringComparer.Ordinal);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_port_in_use_names_the_way_out()
    {
        var generator = EllipsoidGenerator.Write(_folder);
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        (await RhumbProcess.RunAsync("studio", generator, "--no-browser", "--port", port, "--sessions", _folder["sessions.db"])).FailedWith(1, port, "--port");
    }

    [Fact]
    public async Task It_serves_shapes_and_an_imported_model_until_Ctrl_C_which_ends_it_well()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal to send to one process.");
        var generator = EllipsoidGenerator.Write(_folder);
        var model = Path.Combine(PatternGenerator.Write(_folder, encoding: null), "decoder.onnx");
        var import = await RhumbProcess.SucceedAsync("import", model, "--output", _folder["mine"]);
        Assert.Contains($"Then: rhumb studio {_folder["mine"]}", import.Output, StringComparison.Ordinal);
        using var process = RhumbProcess.Start(["studio", generator, _folder["mine"], "--no-browser", "--port", "0", "--sessions", _folder["sessions.db"]], Environment, RhumbProcess.Interruptible);
        try
        {
            var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
            var address = line!.Split(' ').Single(word => word.StartsWith("http://", StringComparison.Ordinal));
            Assert.StartsWith("http://127.0.0.1:", address, StringComparison.Ordinal);
            using var client = new HttpClient();
            Assert.Contains("<html", await client.GetStringAsync(new Uri(address), TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
            var generators = await client.GetStringAsync(new Uri(new Uri(address), "/api/generators"), TestContext.Current.CancellationToken);
            Assert.Contains("ellipsoid", generators, StringComparison.Ordinal);
            Assert.Contains("\"kind\":\"image\"", generators, StringComparison.Ordinal);
        }
        finally
        {
            using var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var result = await RhumbProcess.FinishAsync(process);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
    }

    [Fact]
    public async Task Without_a_generator_it_says_how_to_get_one()
    {
        var result = await RhumbProcess.RunAsync(["studio", "--no-browser"], new Dictionary<string, string?>(StringComparer.Ordinal) { ["RHUMB_MODELS"] = _folder.Path });
        result.FailedWith(1, "train");
    }
}
