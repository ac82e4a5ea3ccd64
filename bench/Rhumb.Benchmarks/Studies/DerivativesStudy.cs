using System.Globalization;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;

namespace Rhumb.Benchmarks.Studies;

internal sealed class DerivativesStudy : IStudy
{
    private const int Threads = 2;
    private const int Matrix = 1024;

    // Seconds that one comparison may take, beyond three rounds.
    private const double Budget = 6;
    private static readonly bool Tiny = Environment.GetEnvironmentVariable("RHUMB_BENCH_TINY") == "1";
    private static readonly int[] Counts = Tiny ? [1, 3] : [1, 8, 32];
    private static readonly string[] Ways = ["looped", "batched", "repeated"];

    public string Name => "derivatives";

    public string Question => "How long do J·v and Jᵀ·u of K vectors take, against PyTorch on the same networks and the same two threads?";

    public bool UsesGenerator => false;

    public Task RunAsync(string folder, StudyReport report)
    {
        Environment.SetEnvironmentVariable("RHUMB_THREADS", Threads.ToString(CultureInfo.InvariantCulture));
        using var peer = new PyTorchPeer();
        var work = Directory.CreateTempSubdirectory("rhumb-derivatives-").FullName;
        try
        {
            var (rates, rows, profiles) = (new List<string[]>(), new List<string[]>(), new List<string[]>());
            foreach (var network in peer.Networks)
            {
                // Close to what is measured against it: the machine may be faster an hour later.
                var (ours, theirs) = (Rate(OwnProductSeconds()), Rate(Enumerable.Range(0, 9).Min(_ => peer.ProductSeconds(Matrix))));
                var rate = Math.Max(ours, theirs);
                rates.Add([network, $"{ours / 1e9:0} GFLOP/s", $"{theirs / 1e9:0} GFLOP/s"]);
                peer.Export(network, work);
                var model = OnnxFile.Read(Path.Combine(work, $"{network}.onnx"));
                var products = ProductCount.Of(Specialise.Run(model, Request(1), ["z"], GraphRuntime.Probe).Graph);
                foreach (var kind in (string[])["jvp", "vjp"])
                    foreach (var k in Counts)
                    {
                        var derivative = Derivative(model, kind, k);
                        var share = Compare(peer, work, network, derivative, kind, k, 2 * (k + 1) * products / rate, rows);
                        if (share < 0.5 || k == Counts[1])
                            profiles.Add([network, Symbol(kind), k.ToString(CultureInfo.InvariantCulture), OperatorProfile.Of(derivative, Inputs(work, network, kind, derivative), work, rate)]);
                    }
            }
            Write(report, rates, rows, profiles, peer.Version);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
        return Task.CompletedTask;
    }

    private static void Write(StudyReport report, List<string[]> rates, List<string[]> rows, List<string[]> profiles, string version)
    {
        report.Line($"PyTorch {version} on {Threads} threads each. `RHUMB_BENCH_NETWORKS=NAME,…` measures some networks alone. Both take turns; times are the medians,");
        report.Line("and PyTorch / Rhumb is the median of the ratios of neighbouring turns: the machine's rate changes from one minute to the next, and both of a turn see the same.");
        report.Line("");
        report.Table(["network", "product", "K", "Rhumb", "PyTorch", "its fastest way", "PyTorch / Rhumb", "Rhumb's share of the rate", "PyTorch's"], rows);
        report.Line("PyTorch's ways: *looped* is one dual-number pass, or one autograd.grad of a shared forward pass, a vector; *batched* is vmap of that; *repeated* is the point K times as a");
        report.Line("batch of samples. Both compute the value too. The share is 2 (K + 1) multiply-adds of the network's products, as it was exported, over time × rate; forms that need fewer");
        report.Line($"products can bring it above 100 %. The rate is the larger of two matrix products {Matrix}³, the best of nine, measured before each network:");
        report.Line("");
        report.Table(["network", "ONNX Runtime's product", "PyTorch's product"], rates);
        report.Line($"Where Rhumb's time goes, at K = {Counts[1]} and wherever the share is under 50 %: operators by their part of the time, from the engine's profile, each with its own rate: multiply-adds");
        report.Line("of products, bytes read and written of everything else. [What keeps a share down](../../docs/algorithms/speed.md) explains the figures.");
        report.Line("");
        report.Table(["network", "product", "K", "time"], profiles);
    }

    private static string Symbol(string kind) => kind == "jvp" ? "J·v" : "Jᵀ·u";

    private static DerivativeRequest Request(int k) => new() { WithRespectTo = ["z"], Of = ["x"], Vectors = k };

    private static Model Derivative(Model model, string kind, int k) =>
        kind == "jvp" ? Jvp.Build(model, Request(k), GraphRuntime.Probe) : Vjp.Build(model, Request(k), GraphRuntime.Probe);

    // Adds a row and returns our share of the rate, from the seconds that the products would take at that rate.
    private static double Compare(PyTorchPeer peer, string work, string network, Model derivative, string kind, int k, double ideal, List<string[]> rows)
    {
        using var graph = GraphRuntime.Compile(derivative);
        var inputs = Inputs(work, network, kind, derivative);
        Verify(work, network, kind, graph, inputs);
        // The better of two: the first run of a way allocates.
        var way = Ways.Select(each => (Way: each, Seconds: peer.Seconds(network, kind, k, each, out _) is { } first ? Math.Min(first, peer.Seconds(network, kind, k, each, out _)!.Value) : (double?)null))
            .Where(each => each.Seconds is not null).MinBy(each => each.Seconds).Way;
        var (own, other) = (new List<double>(), new List<double>());
        for (var round = 0; round < (Tiny ? 2 : 25) && (round < 3 || own.Sum() + other.Sum() < Budget); round++)
        {
            own.Add(Seconds(() => Release(graph.Run(inputs))));
            other.Add(peer.Seconds(network, kind, k, way, out var reason) ?? throw new InvalidOperationException($"PyTorch no longer runs {network}: {reason}"));
        }
        var (a, b) = (Median(own), Median(other));
        rows.Add([network, Symbol(kind), k.ToString(CultureInfo.InvariantCulture), Milliseconds(a), Milliseconds(b), way, StudyReport.Ratio(Median([.. own.Zip(other, (mine, its) => its / mine)])), $"{ideal / a:0 %}", $"{ideal / b:0 %}"]);
        return ideal / a;
    }

    private static string Milliseconds(double seconds) => StudyReport.Milliseconds(TimeSpan.FromSeconds(seconds));

    // The first of K vectors is PyTorch's, so that its result can be compared.
    private static Dictionary<string, Tensor> Inputs(string work, string network, string kind, Model derivative)
    {
        var (z, vectors) = (derivative.Graph.Inputs[0], derivative.Graph.Inputs[1]);
        var many = new float[Shapes.Count(vectors.Shape)];
        new RandomStream(3).Normal(many);
        PyTorchPeer.Array(work, network, kind == "jvp" ? "v" : "u").CopyTo(many, 0);
        return new()
        {
            [z.Name] = GraphRuntime.ToTensor(TensorData.Of<float>(PyTorchPeer.Array(work, network, "z"), z.Shape)),
            [vectors.Name] = GraphRuntime.ToTensor(TensorData.Of<float>(many, vectors.Shape)),
        };
    }

    private static void Verify(string work, string network, string kind, CompiledGraph graph, Dictionary<string, Tensor> inputs)
    {
        var expected = PyTorchPeer.Array(work, network, kind == "jvp" ? "jv" : "jtu");
        var results = graph.Run(inputs);
        var actual = GraphRuntime.ToData(results[kind == "jvp" ? "x_tangent" : "z_cotangent"]).ToDoubles();
        Release(results);
        var error = Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum() / expected.Sum(a => (double)a * a));
        if (!(error < 1e-3))
            throw new InvalidOperationException($"{kind} of {network} differs from PyTorch's by {error:0.0e0}; its time means nothing.");
    }

    private static void Release(IReadOnlyDictionary<string, Tensor> results)
    {
        foreach (var tensor in results.Values)
            tensor.Dispose();
    }

    private static double Seconds(Action work)
    {
        var from = TimeProvider.System.GetTimestamp();
        work();
        return TimeProvider.System.GetElapsedTime(from).TotalSeconds;
    }

    private static double Median(List<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }

    private static double Rate(double seconds) => 2 * Math.Pow(Matrix, 3) / seconds;

    private static double OwnProductSeconds()
    {
        var g = new GraphBuilder();
        var (a, b) = (GraphBuilder.Input("a", Autodiff.Graphs.ElementType.Float, Matrix, Matrix), GraphBuilder.Input("b", Autodiff.Graphs.ElementType.Float, Matrix, Matrix));
        using var graph = GraphRuntime.Compile(Model.Of(g.Build("product", [a, b], [g.Named("c", g.MatMul(a, b))]), GraphBuilder.MinimumOpset));
        var values = new float[Matrix * Matrix];
        new RandomStream(1).Normal(values);
        var inputs = new[] { "a", "b" }.ToDictionary(name => name, _ => GraphRuntime.ToTensor(TensorData.Of<float>(values, Matrix, Matrix)));
        return Enumerable.Range(0, 9).Min(_ => Seconds(() => Release(graph.Run(inputs))));
    }
}
