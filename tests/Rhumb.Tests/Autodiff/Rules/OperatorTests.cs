using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Rules;

public sealed class OperatorTests
{
    public static TheoryData<string> Names => [.. OperatorCases.All.Select(each => each.Name)];

    private static OperatorCase Case(string name) => OperatorCases.All.Single(each => each.Name == name);

    [Theory, MemberData(nameof(Names))]
    public void Jvp_agrees_with_differences_and_vjp_is_its_adjoint(string name)
    {
        var row = Case(name);
        using var check = new DerivativeCheck(row.Model(), row.Inputs, "y", row.Operands(7));
        foreach (var k in (int[])[1, 3])
        {
            Assert.InRange(check.ErrorAgainstDifferences(k, seed: k), 0, 2e-2);
            Assert.InRange(check.AdjointnessError(k, seed: k), 0, 1e-4);
        }
    }

    /// <summary>Rules emit only operators that have rules: both derivatives are differentiated again, and checked again.</summary>
    [Theory, MemberData(nameof(Names))]
    public void Derivatives_differentiate_again(string name)
    {
        var row = Case(name);
        using var first = new DerivativeCheck(row.Model(), row.Inputs, "y", row.Operands(7), vectors: 2);
        foreach (var (derivative, of) in new[] { (first.JvpModel, "y_tangent"), (first.VjpModel, "x0_cotangent") })
        {
            var model = Renamed(derivative, row.Inputs, of);
            var random = new RandomStream(3);
            var inputs = row.Operands(7).Concat(model.Graph.Inputs.Where(input => !row.Inputs.Contains(input.Name))
                .Select(input => KeyValuePair.Create(input.Name, TensorData.Of<float>(
                    [.. DerivativeCheck.Normal(random, (int)global::Rhumb.Autodiff.Graphs.Shapes.Count(input.Shape)).Select(x => (float)x)], input.Shape)))).ToDictionary();
            using var second = new DerivativeCheck(model, [.. row.Inputs, .. inputs.Keys.Except(row.Inputs)], "derivative", inputs);
            Assert.InRange(second.ErrorAgainstDifferences(2, seed: 5), 0, 2e-2);
            Assert.InRange(second.AdjointnessError(2, seed: 5), 0, 1e-4);
        }
    }

    [Fact]
    public void Every_rule_of_the_table_has_a_case()
    {
        var covered = OperatorCases.All.SelectMany(row => row.Model().Graph.Nodes).Select(node => node.OpType).ToHashSet();
        Assert.Empty(RuleTable.Rows.Where(row => !row.Stops && row.Refusal is null).Select(row => row.OpType).Except(covered));
    }

    // Vector inputs and the derivative get names of their own, so that the second derivative's do not clash with them.
    private static Model Renamed(Model model, string[] kept, string of)
    {
        var g = new GraphBuilder("renamed_");
        var inputs = new List<Value>();
        var map = new Dictionary<Value, Value>();
        foreach (var input in model.Graph.Inputs)
        {
            inputs.Add(kept.Contains(input.Name) ? input : new Value($"vector_{inputs.Count}", input.ElementType, input.Dims));
            map[input] = inputs[^1];
        }
        foreach (var node in model.Graph.Nodes)
            g.Add(node with { Inputs = [.. node.Inputs.Select(value => value is null ? null : map.GetValueOrDefault(value, value))] });
        var output = model.Graph.Outputs.Single(value => value.Name == of);
        return model with { Graph = g.Build("second", inputs, [g.Named("derivative", output)]) };
    }
}
