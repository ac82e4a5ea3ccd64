using System.Diagnostics;
using System.Globalization;
using Rhumb.Runtime;

namespace Rhumb.Tests.Runtime;

public sealed class SharedWeightsTests
{
    private const string MeasureVariable = "RHUMB_TEST_MEASURE_SHARING";

    public static TheoryData<string, GraphOptimization, bool> Cases
    {
        get
        {
            var cases = new TheoryData<string, GraphOptimization, bool>();
            foreach (var op in new[] { "MatMul", "Gemm", "Conv", "Folded", "Transposed" })
            {
                foreach (var level in Enum.GetValues<GraphOptimization>())
                {
                    cases.Add(op, level, false);
                    cases.Add(op, level, true);
                }
            }

            return cases;
        }
    }

    /// <summary>The bytes in the model are ones, the shared weight is twos: every node must see twos, whatever the optimiser folds or lays out anew.</summary>
    [Theory, MemberData(nameof(Cases))]
    public void The_shared_weight_takes_the_place_of_the_models_own(string op, GraphOptimization level, bool stub)
    {
        long[] shape = op == "Conv" ? [16, 16, 3, 3] : [16, 16];
        var count = (int)shape.Aggregate(1L, (product, axis) => product * axis);
        var model = new TestModel();
        if (stub) model.WeightStub("w", shape);
        else model.Weight("w", Filled(1, count), shape);
        if (op == "Conv") model.Input("x", 1, 16, 8, 8).Output("y", 1, 16, 6, 6).Node("Conv", "x w", "y");
        else if (op == "Folded") model.Input("x", 1, 16).Output("y", 1, 16).Weight("k", [1f], 1).Node("Mul", "w k", "v").Node("MatMul", "x v", "y");
        else if (op == "Transposed") model.Input("x", 1, 16).Output("y", 1, 16).Node("Transpose", "w", "v").Node("MatMul", "x v", "y");
        else model.Input("x", 1, 16).Output("y", 1, 16).Node(op, "x w", "y");

        using var weights = new SharedWeights();
        weights.Add("w", Tensor.Create<float>(Filled(2, count), shape));
        weights.Add("of another graph", Tensor.Create<float>([1], 1));
        using var graph = CompiledGraph.Load(model.ToBytes(), new ExecutionDevice { Optimization = level }, weights);
        using var x = Tensor.Create<float>(Filled(1, op == "Conv" ? 1024 : 16), op == "Conv" ? [1, 16, 8, 8] : [1, 16]);
        using var y = graph.Run(new Dictionary<string, Tensor> { ["x"] = x })["y"];
        Assert.All(y.ToArray<float>(), value => Assert.Equal(op == "Conv" ? 288 : 32, value));
    }

    [Fact]
    public void Scalars_and_small_weights_are_shared_too()
    {
        foreach (var shape in new long[][] { [], [1], [2], [7] })
        {
            var count = (int)shape.Aggregate(1L, (product, axis) => product * axis);
            var model = new TestModel().Input("x", "n", count).Output("y", "n", count).Weight("w", Filled(1, count), shape).Node("Mul", "x w", "y").ToBytes();
            using var weights = new SharedWeights();
            weights.Add("w", Tensor.Create<float>(Filled(5, count), shape));
            using var graph = CompiledGraph.Load(model, null, weights);
            using var x = Tensor.Create<float>(Filled(1, count), 1, count);
            using var y = graph.Run(new Dictionary<string, Tensor> { ["x"] = x })["y"];
            Assert.All(y.ToArray<float>(), value => Assert.Equal(5, value));
        }
    }

    [Fact]
    public void Graphs_keep_the_weights_that_were_given_up_before_them()
    {
        var weights = new SharedWeights();
        weights.Add("w", Tensor.Create<float>([1, 2, 3, 4], 2, 2));
        using var graph = CompiledGraph.Load(new TestModel().Input("x", 1, 2).Output("y", 1, 2).WeightStub("w", 2, 2).Node("MatMul", "x w", "y").ToBytes(), null, weights);
        weights.Dispose();
        weights.Dispose();
        using var x = Tensor.Create<float>([1, 1], 1, 2);
        using var y = graph.Run(new Dictionary<string, Tensor> { ["x"] = x })["y"];
        Assert.Equal([4f, 6f], y.ToArray<float>());
        Assert.Throws<ObjectDisposedException>(() => CompiledGraph.Load(TestModel.Add(), null, weights));
    }

    [Fact]
    public void A_result_may_become_a_shared_weight()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        using var a = Tensor.Create<float>([1, 2, 3], 1, 3);
        using var weights = new SharedWeights();
        weights.Add("w", graph.Run(new Dictionary<string, Tensor> { ["a"] = a, ["b"] = a })["y"]);
        using var second = CompiledGraph.Load(new TestModel().Input("x", 1, 3).Output("y", 1, 3).WeightStub("w", 1, 3).Node("Add", "x w", "y").ToBytes(), null, weights);
        using var y = second.Run(new Dictionary<string, Tensor> { ["x"] = a })["y"];
        Assert.Equal([3f, 6f, 9f], y.ToArray<float>());
    }

    /// <summary>With an arena, the engine keeps what a run took; without one it gives it back, and weights are shared all the same.</summary>
    [Fact]
    public void Graphs_that_return_their_memory_share_weights_too()
    {
        using var weights = new SharedWeights();
        weights.Add("w", Tensor.Create<float>([1, 2, 3, 4], 2, 2));
        var device = ExecutionDevice.Cpu with { ReturnsMemory = true };
        using var x = Tensor.Create<float>([1, 1], 1, 2);
        for (var run = 0; run < 2; run++)
        {
            using var graph = CompiledGraph.Load(TestModel.MatMul(new float[4], 2, 2), device, weights);
            using var y = graph.Run(new Dictionary<string, Tensor> { [graph.Inputs[0].Name] = x })[graph.Outputs[0].Name];
            Assert.Equal([4f, 6f], y.ToArray<float>());
        }
    }

    [Fact]
    public void A_weight_of_another_shape_or_type_is_refused_by_name()
    {
        using var weights = new SharedWeights();
        weights.Add("w", Tensor.Allocate(ElementType.Float, 3, 2));
        var error = Assert.Throws<RuntimeException>(() => CompiledGraph.Load(TestModel.MatMul(new float[4], 2, 2), null, weights));
        Assert.Contains("\"w\" is Float [3, 2], but the model's initializer of that name is Float [2, 2]", error.Message, StringComparison.Ordinal);
        using var again = Tensor.Allocate(ElementType.Float, 1);
        Assert.Contains("already", Assert.Throws<RuntimeException>(() => weights.Add("w", again)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_data_beside_it_finds_what_is_not_shared()
    {
        var folder = Directory.CreateTempSubdirectory("rhumb-").FullName;
        try
        {
            var path = Path.Combine(folder, "model.onnx");
            File.WriteAllBytes(path, new TestModel().Input("x", 1, 2).Output("y", 1, 2).WeightStub("w", 2).WeightStub("shared", 2)
                .Node("Add", "x w", "h").Node("Mul", "h shared", "y").ToBytes());
            File.WriteAllBytes(Path.Combine(folder, "shared"), System.Runtime.InteropServices.MemoryMarshal.AsBytes<float>([10, 20]).ToArray());
            using var weights = new SharedWeights();
            weights.Add("shared", Tensor.Create<float>([2, 3], 2));
            using var graph = CompiledGraph.Load(path, null, weights);
            using var x = Tensor.Create<float>([1, 1], 1, 2);
            using var y = graph.Run(new Dictionary<string, Tensor> { ["x"] = x })["y"];
            Assert.Equal([22f, 63f], y.ToArray<float>());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Measured in a process of its own, where no other test takes memory: about 67 MB, and 192 MB without sharing.</summary>
    [Fact]
    public async Task Three_graphs_of_a_64_MB_weight_take_it_once()
    {
        var report = Path.GetTempFileName();
        try
        {
            var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in new[] { typeof(SharedWeightsTests).Assembly.Location, "--filter-method", $"{typeof(SharedWeightsTests).FullName}.{nameof(Measure)}" })
                start.ArgumentList.Add(argument);
            start.Environment[MeasureVariable] = report;
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await output + await errors);
            Assert.InRange(double.Parse(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture), 0, 110);
        }
        finally
        {
            File.Delete(report);
        }
    }

    [Fact]
    public void Measure()
    {
        if (Environment.GetEnvironmentVariable(MeasureVariable) is not { } report) return;
        const int Size = 4096;
        var model = new TestModel().Input("x", 1, Size).Output("y", 1, Size).WeightStub("w", Size, Size).Node("MatMul", "x w", "y").ToBytes();
        using var weights = new SharedWeights();
        var weight = Tensor.Allocate(ElementType.Float, Size, Size);
        weight.AsSpan<float>().Fill(1);
        weights.Add("w", weight);
        CompiledGraph.Load(TestModel.Add()).Dispose();
        var before = Environment.WorkingSet;
        var graphs = Enumerable.Range(0, 3).Select(_ => CompiledGraph.Load(model, null, weights)).ToArray();
        using var x = Tensor.Allocate(ElementType.Float, 1, Size);
        foreach (var graph in graphs) graph.Run(new Dictionary<string, Tensor> { ["x"] = x })["y"].Dispose();
        File.WriteAllText(report, ((Environment.WorkingSet - before) / 1048576.0).ToString(CultureInfo.InvariantCulture));
        foreach (var graph in graphs) graph.Dispose();
    }

    private static float[] Filled(float value, int count) => [.. Enumerable.Repeat(value, count)];
}
