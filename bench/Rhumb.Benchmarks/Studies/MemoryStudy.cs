using System.Diagnostics;
using System.Globalization;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Benchmarks.Studies;

/// <summary>Each product is measured in a process of its own: a peak never goes down again.</summary>
internal sealed class MemoryStudy : IStudy
{
    private const int Vectors = 16;
    private const long Unlimited = long.MaxValue / 2;

    public string Name => "memory";

    public string Question => $"How much memory do {Vectors} tangents and {Vectors} cotangents of a generator of 1024² take?";

    public bool UsesGenerator => false;

    public Task RunAsync(string folder, StudyReport report)
    {
        var rows = from network in LargeGenerator.Names
                   from product in (string[])["J·v", "Jᵀ·u"]
                   from memory in (long[])[JacobianGraphs.DefaultMemory, Unlimited]
                   select Row(network, product, memory);
        report.Table(["network", "product", "memory for tensors", "together", "peak", "time"], rows);
        report.Line($"{Vectors} random vectors through `JacobianOperator` in a process of its own; the peak is the process's resident memory (VmHWM), loading and weights included.");
        report.Line("Networks have random weights, 512 latents, 512 channels at 4² to 32² and 16 at 1024². *Together* is how many vectors one run takes for the memory given.");
        return Task.CompletedTask;
    }

    private static string[] Row(string network, string product, long memory)
    {
        string[] arguments = [typeof(MemoryStudy).Assembly.Location, "memory-worker", network, product, memory.ToString(CultureInfo.InvariantCulture)];
        using var worker = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var answer = worker.StandardOutput.ReadToEnd().Trim();
        worker.WaitForExit();
        Console.WriteLine($"{network} {product} {memory}: {answer}");
        var told = worker.ExitCode == 0 ? answer.Split(' ') : throw new InvalidOperationException($"The worker ended with {worker.ExitCode}.");
        return [network, product, memory == Unlimited ? "any" : $"{memory >> 30} GiB", told[0], $"{told[1]} GB", $"{told[2]} s"];
    }

    /// <summary>One measurement: prints how many vectors went together, the peak and the seconds.</summary>
    public static async Task<int> WorkAsync(string network, string product, string memory)
    {
        using var graphs = new JacobianGraphs(LargeGenerator.Create(network), "z", [512], "x", LargeGenerator.Elements, new Dictionary<string, long[]>(StringComparer.Ordinal), model => GraphRuntime.Compile(model))
        {
            Memory = long.Parse(memory, CultureInfo.InvariantCulture),
        };
        var random = new RandomStream(2, "vectors");
        using var jacobian = new JacobianOperator(graphs, new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["z"] = Tensor.Create<float>(Rows(1, 512).Values, 1, 512) });
        var forward = product == "J·v";
        var block = forward ? graphs.ForwardBlock : graphs.BackwardBlock;
        var vectors = Rows(Vectors, forward ? jacobian.InputDimension : jacobian.OutputDimension);
        var from = TimeProvider.System.GetTimestamp();
        var results = forward ? await jacobian.ApplyAsync(vectors, CancellationToken.None) : await jacobian.ApplyTransposeAsync(vectors, CancellationToken.None);
        var seconds = TimeProvider.System.GetElapsedTime(from).TotalSeconds;
        if (!results.Values.All(float.IsFinite) || results.Values.All(value => value == 0))
            throw new InvalidOperationException("The products are no numbers, or nothing: the measurement means nothing.");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{block} {PeakBytes() / 1e9:0.0} {seconds:0}"));
        return 0;

        RowMatrix Rows(int rows, int columns)
        {
            var matrix = new RowMatrix(rows, columns);
            random.Normal(matrix.Values);
            return matrix;
        }
    }

    private static double PeakBytes()
    {
        const string status = "/proc/self/status";
        var line = File.Exists(status) ? File.ReadLines(status).FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        return line is null ? throw new PlatformNotSupportedException("The peak is read from /proc, which only Linux has.")
            : 1024 * double.Parse(line["VmHWM:".Length..^"kB".Length], CultureInfo.InvariantCulture);
    }
}
