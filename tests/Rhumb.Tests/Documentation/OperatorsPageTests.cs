using System.Text;
using Rhumb.Autodiff;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Autodiff.Rules;

namespace Rhumb.Tests.Documentation;

/// <summary>docs/operators.md is the rule table, written out. After a change of the table RHUMB_ACCEPT=1 writes it anew.</summary>
public sealed class OperatorsPageTests
{
    [Fact]
    public async Task The_page_is_the_rule_table()
    {
        var file = Path.Combine(Repository.Root, "docs", "operators.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("RHUMB_ACCEPT") == "1")
            await File.WriteAllTextAsync(file, page, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), page);
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # ONNX operators and their derivatives

            Written from `RuleTable.Rows`, the standard's list of operators and the tests; a test compares. Every operator of operator sets 7 to 23 is here. Models older than set 18 are raised
            to it first (Scatter becomes ScatterElements, Upsample becomes Resize), control flow (`If`, `Loop`) is unrolled and random nodes are frozen before any rule is asked for.
            A node whose operator is refused, or is not here, is refused by name, operator set and a way out where it lies between the input differentiated by and the output
            differentiated; elsewhere any operator may stand. `rhumb models inspect MODEL.onnx` says which operators of a file have no derivative.

            *Sets*: the operator sets, from 7 on, in which the operator took a new form. *Kind*: **linear** (may stand in a derivative graph: it can be transposed and takes several vectors at
            once), **smooth** (its tangent is made of linear operators, so is its transpose), **expansion** (differentiated as a composition of others), **zero** (wherever a derivative exists),
            **refused**. *Tested by*: our own cases (central differences, adjointness at one and three vectors, both derivatives differentiated again) and the ONNX project's node
            tests that pass ([node-tests.tsv](node-tests.tsv) has all 932; where their example data lie at a kink the derivative is checked at data moved by about 2 %, where the function is
            no number there, at the data's sizes).

            | operator | sets | kind | JVP | transpose | tested by | limits and sub-gradient |
            | --- | --- | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        var cases = OperatorCases.All.SelectMany(row => row.Model().Graph.Nodes.Select(node => node.OpType).Distinct()).CountBy(op => op).ToDictionary();
        var nodeTests = File.ReadLines(Path.Combine(Repository.Root, "docs", "node-tests.tsv")).Skip(1).Select(line => line.Split('\t')).Where(cells => cells[3] == "passed")
            .SelectMany(cells => cells[2].Split(' ')).CountBy(op => op).ToDictionary();
        foreach (var row in RuleTable.Rows.OrderBy(row => row.Domain, StringComparer.Ordinal).ThenBy(row => row.OpType, StringComparer.Ordinal).ThenBy(row => row.Since))
        {
            var name = row.Domain.Length > 0 ? $"{row.Domain}.{row.OpType}" : row.OpType;
            var (kind, jvp, transpose) = row switch
            {
                { Refusal: not null } => ("refused", "", ""),
                { Stops: true } => ("zero", "zero", ""),
                { Expansion: not null } => ("expansion", "yes", "of its parts"),
                { Transpose: not null } => ("linear", "yes", "yes"),
                _ => ("smooth", "yes", "of its tangent"),
            };
            string[] tested = [Tests(cases.GetValueOrDefault(name), "case"), Tests(nodeTests.GetValueOrDefault(name), "node test")];
            page.Append($"| {name} | {Sets(row)} | {kind} | {jvp} | {transpose} | {string.Join(", ", tested.Where(text => text.Length > 0))} | {(row.Refusal ?? row.Limits).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
        return page.ToString();
    }

    private static string Tests(int count, string what) => count switch { 0 => "", 1 => $"1 {what}", _ => $"{count} {what}s" };

    // The form that set 7 found counts as its own.
    private static string Sets(OpRule row) => row.Domain.Length > 0 || !StandardOperators.Versions.TryGetValue(row.OpType, out var versions) ? "1"
        : string.Join(", ", versions.Select(version => Math.Max(7, version)).Distinct().Where(version => version <= row.Until));
}
