using System.Text.Json;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;

namespace Rhumb.Tests.Cli;

public sealed class OnnxTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>x = tanh(z W), so J = diag(1 − x²) Wᵀ.</summary>
    private static readonly float[] Weights = [0.5f, -1, 2, 0.25f, -0.75f, 1.5f];

    private static readonly float[] Z = [0.3f, -0.2f, 0.1f];

    [Fact]
    public async Task Jvp_computes_the_derivative_for_several_vectors()
    {
        var result = await RhumbProcess.SucceedAsync("onnx", "jvp", SmallModel(), "--wrt", "z", "--of", "x", "--output", _folder["jvp.onnx"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.Contains("z_tangent", document.RootElement.GetProperty("inputs").EnumerateArray().Select(input => input.GetProperty("name").GetString()));

        float[] tangents = [1, 0, 0, 0.5f, -1, 2];
        var outputs = GraphRuntime.Probe(OnnxFile.Read(_folder["jvp.onnx"]), new Dictionary<string, TensorData>(StringComparer.Ordinal)
        {
            ["z"] = TensorData.Of<float>(Z, 1, 3),
            ["z_tangent"] = TensorData.Of<float>(tangents, 2, 3),
        });
        var jacobian = Jacobian();
        for (var k = 0; k < 2; k++)
            for (var row = 0; row < 2; row++)
                Assert.Equal(Enumerable.Range(0, 3).Sum(i => jacobian[row, i] * tangents[3 * k + i]), Floats(outputs["x_tangent"])[2 * k + row], 1e-5);
    }

    [Fact]
    public async Task Vjp_computes_the_transpose_product()
    {
        await RhumbProcess.SucceedAsync("onnx", "vjp", SmallModel(), "--wrt", "z", "--of", "x", "--output", _folder["vjp.onnx"]);
        var outputs = GraphRuntime.Probe(OnnxFile.Read(_folder["vjp.onnx"]), new Dictionary<string, TensorData>(StringComparer.Ordinal)
        {
            ["z"] = TensorData.Of<float>(Z, 1, 3),
            ["x_cotangent"] = TensorData.Of<float>([2, -1], 1, 2),
        });
        var jacobian = Jacobian();
        for (var i = 0; i < 3; i++)
            Assert.Equal(2 * jacobian[0, i] - jacobian[1, i], Floats(outputs["z_cotangent"])[i], 1e-5);
    }

    [Theory]
    [InlineData("--wrt w --of x", "'w'", "z")]
    [InlineData("--wrt z --of y", "'y'", "x")]
    public async Task Names_that_are_not_there_are_said_with_those_that_are(string names, params string[] words)
    {
        string[] arguments = ["onnx", "jvp", SmallModel(), .. names.Split(' '), "--output", _folder["jvp.onnx"]];
        (await RhumbProcess.RunAsync(arguments)).FailedWith(1, words);
        Assert.Equal(["model.onnx"], _folder.Entries);
    }

    [Fact]
    public async Task A_model_is_not_overwritten_by_its_derivative()
    {
        var (model, before) = (SmallModel(), await File.ReadAllBytesAsync(SmallModel(), TestContext.Current.CancellationToken));
        (await RhumbProcess.RunAsync("onnx", "jvp", model, "--wrt", "z", "--of", "x", "--output", model)).FailedWith(2, "the model itself");
        Assert.Equal(before, await File.ReadAllBytesAsync(model, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_truncated_model_is_one_sentence()
    {
        var bytes = await File.ReadAllBytesAsync(SmallModel(), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(_folder["model.onnx"], bytes[..(bytes.Length / 2)], TestContext.Current.CancellationToken);
        (await RhumbProcess.RunAsync("onnx", "jvp", _folder["model.onnx"], "--wrt", "z", "--of", "x", "--output", _folder["jvp.onnx"])).FailedWith(1, "truncated");
        Assert.Equal(["model.onnx"], _folder.Entries);
    }

    [Fact]
    public async Task Inspect_lists_operators_without_a_derivative()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, 1, 3);
        var odd = g.Emit("NoSuchOperator", [g.Tanh(z)], ElementType.Float, [1, 3]);
        OnnxFile.Write(Model.Of(g.Build("odd", [z], [g.Named("x", odd)]), GraphBuilder.MinimumOpset), _folder["odd.onnx"]);
        var result = await RhumbProcess.SucceedAsync("models", "inspect", _folder["odd.onnx"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        var missing = document.RootElement.GetProperty("files")[0].GetProperty("notSupported").EnumerateArray().Select(name => name.GetString());
        Assert.Equal(["NoSuchOperator"], missing);
    }

    /// <summary>H·v against central differences of the gradient.</summary>
    [Fact]
    public async Task Hvp_computes_the_change_of_the_gradient()
    {
        var path = ScalarModel();
        var result = await RhumbProcess.SucceedAsync("onnx", "hvp", path, "--wrt", "z", "--of", "s", "--output", _folder["hvp.onnx"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal(["s", "z_hvp"], document.RootElement.GetProperty("outputs").EnumerateArray().Select(output => output.GetProperty("name").GetString()));

        float[] vectors = [1, 0, 0, 0.5f, -1, 2];
        var products = Floats(GraphRuntime.Probe(OnnxFile.Read(_folder["hvp.onnx"]), new Dictionary<string, TensorData>(StringComparer.Ordinal)
        {
            ["z"] = TensorData.Of<float>(Z, 1, 3),
            ["z_tangent"] = TensorData.Of<float>(vectors, 2, 3),
        })["z_hvp"]);
        var vjp = Vjp.Build(OnnxFile.Read(path), new() { WithRespectTo = ["z"], Of = ["s"] }, GraphRuntime.Probe);
        float[] Gradient(int k, float step) => Floats(GraphRuntime.Probe(vjp, new Dictionary<string, TensorData>(StringComparer.Ordinal)
        {
            ["z"] = TensorData.Of<float>([.. Z.Select((x, i) => x + (step * vectors[(3 * k) + i]))], 1, 3),
            ["s_cotangent"] = TensorData.Of<float>([1], 1),
        })["z_cotangent"]);
        for (var k = 0; k < 2; k++)
        {
            var (plus, minus) = (Gradient(k, 1e-2f), Gradient(k, -1e-2f));
            for (var i = 0; i < 3; i++)
                Assert.Equal((plus[i] - minus[i]) / 2e-2, products[(3 * k) + i], 2e-3 * (1 + Math.Abs(products[(3 * k) + i])));
        }
    }

    [Fact]
    public async Task Hvp_asks_for_a_scalar() =>
        (await RhumbProcess.RunAsync("onnx", "hvp", SmallModel(), "--wrt", "z", "--of", "x", "--output", _folder["hvp.onnx"])).FailedWith(1, "'x'", "scalar", "sum");

    [Fact]
    public async Task Check_passes_a_model_that_can_be_differentiated()
    {
        var result = await RhumbProcess.SucceedAsync("onnx", "check", SmallModel(), "--wrt", "z", "--of", "x", "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.True(document.RootElement.GetProperty("differentiable").GetBoolean());
        Assert.Equal(0, document.RootElement.GetProperty("refusals").GetArrayLength());
    }

    [Fact]
    public async Task Check_lists_every_node_and_fails()
    {
        var path = OddModel();
        var result = await RhumbProcess.RunAsync("onnx", "check", path, "--json");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("2 nodes", result.Error, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(result.Output);
        var refusals = document.RootElement.GetProperty("refusals").EnumerateArray().ToArray();
        Assert.Equal(["NoSuchOperator", "Det"], refusals.Select(refusal => refusal.GetProperty("operator").GetString()));
        Assert.Equal(GraphBuilder.MinimumOpset, refusals[0].GetProperty("opset").GetInt64());
        Assert.Contains("replace the operator", refusals[0].GetProperty("reason").GetString(), StringComparison.Ordinal);

        var plain = await RhumbProcess.RunAsync("onnx", "check", path);
        Assert.Equal(1, plain.ExitCode);
        Assert.Contains("NoSuchOperator →", plain.Output, StringComparison.Ordinal);
        // Only what lies between the named input and output counts.
        Assert.Equal(0, (await RhumbProcess.RunAsync("onnx", "check", path, "--wrt", "z", "--of", "fine")).ExitCode);
    }

    [Fact]
    public async Task Check_says_which_names_there_are() =>
        (await RhumbProcess.RunAsync("onnx", "check", SmallModel(), "--wrt", "w")).FailedWith(1, "'w'", "z");

    private string OddModel()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, 1, 3);
        var odd = g.Emit("NoSuchOperator", [g.Tanh(z)], ElementType.Float, [1, 3, 3]);
        var determinant = g.Emit("Det", [odd], ElementType.Float, [1]);
        OnnxFile.Write(Model.Of(g.Build("odd", [z], [g.Named("x", determinant), g.Named("fine", g.Sin(z))]), GraphBuilder.MinimumOpset), _folder["odd.onnx"]);
        return _folder["odd.onnx"];
    }

    // s = Σ tanh(z W)² · exp(z₀)
    private string ScalarModel()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, 1, 3);
        var x = g.Tanh(g.MatMul(z, g.Constant(TensorData.Of<float>(Weights, 3, 2), "weights")));
        var s = g.ReduceSum(g.Mul(g.Mul(x, x), g.Exp(g.Slice(z, 1, 0, 1))), [0, 1]);
        OnnxFile.Write(Model.Of(g.Build("scalar", [z], [g.Named("s", s)]), GraphBuilder.MinimumOpset), _folder["scalar.onnx"]);
        return _folder["scalar.onnx"];
    }

    private string SmallModel()
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, 1, 3);
        var x = g.Tanh(g.MatMul(z, g.Constant(TensorData.Of<float>(Weights, 3, 2), "weights")));
        OnnxFile.Write(Model.Of(g.Build("small", [z], [g.Named("x", x)]), GraphBuilder.MinimumOpset), _folder["model.onnx"]);
        return _folder["model.onnx"];
    }

    private static double[,] Jacobian()
    {
        var jacobian = new double[2, 3];
        for (var row = 0; row < 2; row++)
        {
            var x = Math.Tanh(Enumerable.Range(0, 3).Sum(i => (double)Z[i] * Weights[2 * i + row]));
            for (var i = 0; i < 3; i++)
                jacobian[row, i] = (1 - x * x) * Weights[2 * i + row];
        }
        return jacobian;
    }

    private static float[] Floats(TensorData data) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(data.Bytes.Span).ToArray();
}
