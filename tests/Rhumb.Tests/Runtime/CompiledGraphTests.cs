using Rhumb.Runtime;
using Rhumb.Runtime.Native;

namespace Rhumb.Tests.Runtime;

public sealed class CompiledGraphTests
{
    [Fact]
    public void A_graph_says_its_inputs_and_outputs()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        Assert.Equal(["a: Float [?, 3]", "b: Float [?, 3]"], graph.Inputs.Select(spec => spec.ToString()));
        Assert.Equal(["y: Float [?, 3]"], graph.Outputs.Select(spec => spec.ToString()));
    }

    [Fact]
    public void Sums_of_random_tensors_of_many_sizes_are_right()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        var random = new Random(1);
        for (var trial = 0; trial < 30; trial++)
        {
            var rows = random.Next(0, 400);
            var (a, b) = (Draw(random, rows * 3), Draw(random, rows * 3));
            using var left = Tensor.Create<float>(a, rows, 3);
            using var right = Tensor.Create<float>(b, rows, 3);
            using var sum = graph.Run(Named(("a", left), ("b", right)))["y"];
            Assert.Equal([rows, 3], sum.Shape.ToArray());
            Assert.Equal(a.Zip(b, (x, y) => x + y), sum.ToArray<float>());
        }
    }

    [Fact]
    public void Results_outlive_their_graph()
    {
        using var ones = Ones(1000, 3);
        Tensor sum;
        using (var graph = CompiledGraph.Load(TestModel.Add()))
        {
            sum = graph.Run(Named(("a", ones), ("b", ones)))["y"];
        }

        Assert.All(sum.ToArray<float>(), value => Assert.Equal(2, value));
        sum.Dispose();
    }

    [Fact]
    public void Given_outputs_are_written_in_place_so_that_steps_can_alternate_between_two()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        using var one = Ones(2, 3);
        using var even = Tensor.Allocate(ElementType.Float, 2, 3);
        using var odd = Tensor.Allocate(ElementType.Float, 2, 3);
        for (var step = 0; step < 10; step++)
        {
            var (from, to) = step % 2 == 0 ? (even, odd) : (odd, even);
            graph.Run(Named(("a", from), ("b", one)), Named(("y", to)));
        }

        Assert.Equal(Enumerable.Repeat(10f, 6), even.ToArray<float>());
        Assert.Equal(Enumerable.Repeat(9f, 6), odd.ToArray<float>());
    }

    [Fact]
    public void Only_the_outputs_that_are_asked_for_are_written()
    {
        var model = new TestModel().Input("x", "n").Output("up", "n").Output("down", "n").Node("Relu", "x", "up").Node("Neg", "x", "down").ToBytes();
        using var graph = CompiledGraph.Load(model);
        using var x = Tensor.Create<float>([-1, 2], 2);
        using var down = Tensor.Allocate(ElementType.Float, 2);
        graph.Run(Named(("x", x)), Named(("down", down)));
        Assert.Equal([1f, -2f], down.ToArray<float>());
    }

    [Fact]
    public async Task Many_threads_may_run_one_graph_at_once()
    {
        var weight = Draw(new Random(2), 64 * 64);
        using var graph = CompiledGraph.Load(TestModel.MatMul(weight, 64, 64));
        await Task.WhenAll(Enumerable.Range(0, 32).Select(async k =>
        {
            var row = new float[64];
            row[k] = 1;
            using var x = Tensor.Create<float>(row, 1, 64);
            using var y = (await graph.RunAsync(Named(("x", x)), TestContext.Current.CancellationToken))["y"];
            Assert.Equal(weight.AsSpan(k * 64, 64).ToArray(), y.ToArray<float>());
        }));
    }

    [Fact]
    public async Task A_graph_disposed_during_a_run_lets_it_end()
    {
        var graph = CompiledGraph.Load(LongRun(20));
        using var x = Ones(512, 512);
        var run = graph.RunAsync(Named(("x", x)), TestContext.Current.CancellationToken);
        while (!run.IsCompleted && run.Status != TaskStatus.Running) await Task.Yield();
        graph.Dispose();
        try
        {
            (await run)["y"].Dispose();
        }
        catch (ObjectDisposedException)
        {
            // The graph was closed before the run had begun, which is as good.
        }

        Assert.Throws<ObjectDisposedException>(() => graph.Run(Named(("x", x))));
    }

    [Fact]
    public async Task Cancelling_ends_a_run_between_nodes_and_the_graph_stays_usable()
    {
        using var graph = CompiledGraph.Load(LongRun(1500), new ExecutionDevice { Optimization = GraphOptimization.None });
        using var x = Ones(512, 512);
        using var small = Tensor.Allocate(ElementType.Float, 1, 512);
        using var cancellation = new CancellationTokenSource();
        var run = graph.RunAsync(Named(("x", x)), cancellation.Token);
        while (run.Status is TaskStatus.WaitingForActivation or TaskStatus.WaitingToRun or TaskStatus.Created) await Task.Yield();
        cancellation.CancelAfter(20);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);

        using var y = graph.Run(Named(("x", small)), TestContext.Current.CancellationToken)["y"];
        Assert.Equal(512, y.Count);
    }

    [Fact]
    public void A_token_cancelled_before_starts_nothing()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        using var one = Ones(1, 3);
        Assert.ThrowsAny<OperationCanceledException>(() => graph.Run(Named(("a", one), ("b", one)), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void What_does_not_fit_is_named_with_what_was_expected()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        using var good = Ones(2, 3);
        using var other = Ones(3, 3);
        using var wide = Ones(2, 4);
        using var flat = Ones(3);
        using var doubles = Tensor.Allocate(ElementType.Double, 2, 3);
        Says("\"b\" that was not given", Named(("a", good)));
        Says("no input \"c\": its inputs are a: Float [?, 3]; b: Float [?, 3]", Named(("a", good), ("b", good), ("c", good)));
        Says("\"b\" must have the shape [?, 3] (? is any size), but [2, 4] was given", Named(("a", good), ("b", wide)));
        Says("but [3] was given", Named(("a", good), ("b", flat)));
        Says("\"b\" must hold Float elements, but Double was given", Named(("a", good), ("b", doubles)));
        Says("node \"y\" (Add)", Named(("a", good), ("b", other)));
        Says("no output \"z\"", Named(("a", good), ("b", good)), Named(("z", other)));
        Says("output \"y\" must have the shape", Named(("a", good), ("b", good)), Named(("y", wide)));
        Says("{3,3} but the computed output shape for this run is {2,3}", Named(("a", good), ("b", good)), Named(("y", other)));
        Says("also an input", Named(("a", good), ("b", good)), Named(("y", good)));

        void Says(string part, Dictionary<string, Tensor> inputs, Dictionary<string, Tensor>? outputs = null)
        {
            var error = Assert.Throws<RuntimeException>(() =>
            {
                if (outputs is null) graph.Run(inputs);
                else graph.Run(inputs, outputs);
            });
            Assert.Contains(part, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', error.Message);
            Assert.DoesNotContain(".cc:", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_model_cut_off_anywhere_is_refused_in_one_sentence()
    {
        var model = TestModel.MatMul(Draw(new Random(3), 64), 8, 8);
        using var shared = new SharedWeights();
        shared.Add("w", Tensor.Allocate(ElementType.Float, 8, 8));
        for (var length = 0; length < model.Length; length += 7)
        {
            foreach (var weights in new[] { null, shared })
            {
                var error = Assert.Throws<RuntimeException>(() => CompiledGraph.Load(model.AsMemory(0, length), weights: weights));
                Assert.DoesNotContain('\n', error.Message);
            }
        }
    }

    [Fact]
    public void Models_that_cannot_be_loaded_say_why()
    {
        Says("not a whole ONNX file", () => CompiledGraph.Load("this is text, not a model"u8.ToArray()));
        Says("0 bytes", () => CompiledGraph.Load(ReadOnlyMemory<byte>.Empty));
        Says("does not exist", () => CompiledGraph.Load("missing.onnx"));
        Says("No Op registered for Wobble", () => CompiledGraph.Load(new TestModel().Input("x", 1).Output("y", 1).Node("Wobble", "x", "y").ToBytes()));
        Says("cannot run on \"Abacus\"", () => CompiledGraph.Load(TestModel.Add(), new ExecutionDevice { Provider = "Abacus" }));
        Says("cannot have 0 threads", () => CompiledGraph.Load(TestModel.Add(), new ExecutionDevice { Threads = 0 }));

        static void Says(string part, Action load) => Assert.Contains(part, Assert.Throws<RuntimeException>(load).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_graphs_share_one_pool_of_threads()
    {
        using var graph = CompiledGraph.Load(TestModel.Add());
        var threads = Assert.NotNull(CompiledGraph.SharedThreads);
        CompiledGraph.Load(TestModel.Add(), new ExecutionDevice { Threads = threads }).Dispose();
        var error = Assert.Throws<RuntimeException>(() => CompiledGraph.Load(TestModel.Add(), new ExecutionDevice { Threads = threads + 1 }));
        Assert.Contains("RHUMB_THREADS", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Denormals_are_treated_alike_on_every_thread_and_dotnet_is_left_alone()
    {
        var model = new TestModel().Input("a", "n").Input("b", "n").Output("y", "n").Node("Mul", "a b", "y").ToBytes();
        using var graph = CompiledGraph.Load(model);
        foreach (var count in new[] { 10, 1 << 18, 1 << 20 })
        {
            using var a = Tensor.Allocate(ElementType.Float, count);
            using var b = Tensor.Allocate(ElementType.Float, count);
            a.AsSpan<float>().Fill(1e-30f);
            b.AsSpan<float>().Fill(1e-10f);
            using var y = graph.Run(Named(("a", a), ("b", b)))["y"];
            var zeros = y.AsSpan<float>().Count(0f);
            Assert.Equal(FlushToZero.IsAvailable ? count : 0, zeros);
            Assert.NotEqual(0f, a.AsSpan<float>()[0] * b.AsSpan<float>()[0]);
        }
    }

    [Fact]
    public void A_graph_loads_from_a_file_and_can_write_a_profile()
    {
        var folder = Directory.CreateTempSubdirectory("rhumb-").FullName;
        try
        {
            var path = Path.Combine(folder, "add ü.onnx");
            File.WriteAllBytes(path, TestModel.Add());
            using var graph = CompiledGraph.Load(path, new ExecutionDevice { ProfilePrefix = Path.Combine(folder, "profile"), Deterministic = true });
            using var one = Ones(1, 3);
            Assert.NotEqual(0f, one.AsSpan<float>()[0] * 1e-40f);   // this thread's arithmetic is as it was
            graph.Run(Named(("a", one), ("b", one)))["y"].Dispose();
            Assert.Contains("Add", File.ReadAllText(graph.EndProfile()), StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The engine's profiler switches a whole thread pool on and off, and threads that are at work in it meanwhile fail or write to stacks that are gone.</summary>
    [Fact]
    public async Task A_profile_does_not_disturb_the_graphs_that_run_meanwhile()
    {
        using var folder = new TemporaryFolder();
        var cancellation = TestContext.Current.CancellationToken;
        var others = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(
            () =>
            {
                using var graph = CompiledGraph.Load(LongRun(4));
                using var x = Tensor.Allocate(ElementType.Float, 16, 512);
                for (var run = 0; run < 2000; run++) graph.Run(Named(("x", x)), cancellation)["y"].Dispose();
            },
            cancellation)));
        using var profiled = CompiledGraph.Load(TestModel.Add(), new ExecutionDevice { ProfilePrefix = folder["profile"] });
        using var one = Ones(1, 3);
        while (!others.IsCompleted) profiled.Run(Named(("a", one), ("b", one)), cancellation)["y"].Dispose();
        await others;
        Assert.Contains("Add", File.ReadAllText(profiled.EndProfile()), StringComparison.Ordinal);
    }

    private static byte[] LongRun(int nodes)
    {
        var model = new TestModel().Input("x", "n", 512).Output("y", "n", 512).Weight("w", new float[512 * 512], 512, 512);
        for (var node = 0; node < nodes; node++)
            model.Node("MatMul", $"{(node == 0 ? "x" : $"h{node - 1}")} w", node == nodes - 1 ? "y" : $"h{node}");
        return model.ToBytes();
    }

    private static float[] Draw(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];

    private static Tensor Ones(params long[] shape)
    {
        var tensor = Tensor.Allocate(ElementType.Float, shape);
        tensor.AsSpan<float>().Fill(1);
        return tensor;
    }

    private static Dictionary<string, Tensor> Named(params (string Name, Tensor Tensor)[] tensors) => tensors.ToDictionary(pair => pair.Name, pair => pair.Tensor);
}
