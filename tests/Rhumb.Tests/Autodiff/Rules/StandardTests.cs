using Rhumb.Autodiff;
using Rhumb.Autodiff.Passes;
using Rhumb.Generators;
using Rhumb.Runtime;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>The rule table against the standard: every operator is decided on, and every form of operator sets 18 to 23 is differentiated.</summary>
public sealed class StandardTests
{
    // ONNX Runtime 1.30 cannot run these at all, derivative or not; their rule is tested in an earlier form.
    private static readonly (string, long)[] LackedByOnnxRuntime = [("GlobalLpPool", 22)];

    public static TheoryData<string, long> Forms =>
    [
        .. from entry in StandardOperators.Versions
           from version in entry.Value
           where version is >= 18 and <= 23 && RuleTable.Rows.Any(row => row.OpType == entry.Key && row.Domain.Length == 0 && !row.Stops && row.Refusal is null)
           orderby entry.Key, version
           select new TheoryDataRow<string, long>(entry.Key, version),
    ];

    [Theory, MemberData(nameof(Forms))]
    public void Every_form_of_sets_18_to_23_is_differentiated(string op, long opset)
    {
        var row = OperatorCases.All.Where(each => each.Opset <= opset && each.Model().Graph.Nodes.Any(node => node.OpType == op)).MaxBy(each => each.Opset);
        Assert.True(row is not null, $"No case for {op} at operator set {opset}.");
        var model = Upgrade.To(row.Model(), opset);
        if (LackedByOnnxRuntime.Contains((op, opset)))
        {
            Assert.Throws<RuntimeException>(() => GraphRuntime.Compile(model));
            return;
        }
        using var check = new DerivativeCheck(model, row.Inputs, "y", row.Operands(7));
        Assert.InRange(check.ErrorAgainstDifferences(3, seed: 2), 0, 2e-2);
        Assert.InRange(check.AdjointnessError(3, seed: 2), 0, 1e-4);
    }

    [Fact]
    public void Every_operator_of_the_standard_is_decided_on()
    {
        var decided = RuleTable.Rows.Where(row => row.Domain.Length == 0).Select(row => row.OpType).ToHashSet();
        // Raised before any rule is asked for.
        decided.UnionWith(["Scatter", "Upsample"]);
        Assert.Equal(StandardOperators.Versions.Keys.Order(StringComparer.Ordinal), decided.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_operator_has_two_rows_for_one_set() =>
        Assert.All(RuleTable.Rows.GroupBy(row => (row.Domain, row.OpType)), rows =>
            Assert.All(Enumerable.Range(1, 23), opset => Assert.True(rows.Count(row => row.Since <= opset && opset <= row.Until) <= 1, $"{rows.Key} {opset}")));

    [Fact]
    public void A_refusal_says_why_and_what_to_do()
    {
        foreach (var row in RuleTable.Rows.Where(row => row.Refusal is not null))
        {
            var node = new global::Rhumb.Autodiff.Graphs.Node(row.OpType, [], [], global::Rhumb.Autodiff.Graphs.Attributes.None, row.Domain, "n");
            var message = Assert.Throws<GraphException>(() => RuleTable.For(node, 18)).Message;
            Assert.Contains(row.Refusal!, message, StringComparison.Ordinal);
            Assert.Contains("operator set 18", message, StringComparison.Ordinal);
            Assert.Null(RuleTable.Find(row.Domain, row.OpType, 18));
        }
    }
}
