using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Passes;

public sealed class NarrowTests
{
    [Fact]
    public void Weights_take_half_the_file_and_give_the_same_within_half_precision()
    {
        var model = Layers(scale: 1);
        var narrow = Narrow.Run(model);
        Assert.InRange(OnnxFile.Write(narrow).Length / (double)OnnxFile.Write(model).Length, 0.5, 0.56);
        var (wide, half) = (Run(model), Run(narrow));
        Assert.InRange(Difference(wide, half), 1e-7, 1e-3);
        // Widening brings exactly the rounded weights back, and no casts.
        var widened = Widen.Run(narrow);
        Assert.DoesNotContain(widened.Graph.Nodes, node => node.OpType == "Cast");
        Assert.InRange(Difference(half, Run(widened)), 0, 1e-6);
    }

    [Fact]
    public void Derivatives_of_a_narrow_model_are_those_of_its_rounded_weights()
    {
        var narrow = Narrow.Run(Layers(scale: 1));
        var rounded = Widen.Run(narrow);
        var (v, z) = (Values("v", 1, 40), Values("z", 1, 40));
        Assert.InRange(Difference(Product(rounded), Product(narrow)), 0, 1e-6);

        float[] Product(Model model)
        {
            var jvp = Jvp.Build(model, new DerivativeRequest { WithRespectTo = ["z"], Of = ["x"] }, GraphRuntime.Probe);
            Assert.DoesNotContain(jvp.Graph.Nodes, node => node.OpType == "Cast");
            var inputs = jvp.Graph.Inputs.ToDictionary(input => input.Name, input => input.Name == "z" ? z : v);
            return GraphRuntime.Probe(jvp, inputs)[jvp.Graph.Outputs[^1].Name].AsSpan<float>().ToArray();
        }
    }

    [Fact]
    public void What_half_precision_cannot_hold_stays()
    {
        var model = Layers(scale: 1e6f);
        var narrow = Narrow.Run(model);
        Assert.Equal([ElementType.Float16, ElementType.Float], narrow.Graph.Initialisers().Select(value => value.ElementType));
        Assert.InRange(Difference(Run(model), Run(narrow)), 0, 1e-3);
    }

    private static Model Layers(float scale)
    {
        var g = new GraphBuilder();
        var z = GraphBuilder.Input("z", ElementType.Float, 1, 40);
        var h = g.Tanh(g.MatMul(z, g.Constant(Values("first", 40, 60), "first")));
        var weights = Values("second", 60, 50).AsSpan<float>().ToArray();
        for (var i = 0; i < weights.Length; i++)
            weights[i] *= scale;
        return Model.Of(g.Build("layers", [z], [g.Named("x", g.MatMul(h, g.Constant(TensorData.Of<float>(weights, 60, 50), "second")))]), GraphBuilder.MinimumOpset);
    }

    private static TensorData Values(string name, params long[] shape)
    {
        var values = new float[shape[0] * shape[1]];
        new RandomStream(1, name).Normal(values);
        return TensorData.Of<float>(values, shape);
    }

    private static float[] Run(Model model) => GraphRuntime.Probe(model, new Dictionary<string, TensorData> { ["z"] = Values("z", 1, 40) })["x"].AsSpan<float>().ToArray();

    private static double Difference(float[] a, float[] b) => Math.Sqrt(a.Zip(b, (x, y) => Math.Pow(x - y, 2)).Sum() / a.Sum(x => (double)x * x));
}
