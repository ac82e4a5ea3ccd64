using System.Text;
using Rhumb.Autodiff;
using Rhumb.Tests.Architecture;

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
            # ONNX operators with a derivative

            Written from `RuleTable.Rows`; a test compares the two. A node whose operator is not here is refused by name, operator set and a way out, wherever it lies between the
            input differentiated by and the output differentiated; elsewhere any operator may stand. Control flow (`If`, `Loop`) is unrolled and random nodes are frozen before any rule is
            asked for. `rhumb models inspect MODEL.onnx` says which operators of a file are missing.

            *Derivative*: tangent, by a rule of its own or by expansion to other operators; zero where it is zero wherever it exists; refused, with the reason. *Linear*: may stand in a derivative graph, so it can be transposed and take several vectors at once.

            | operator | operator sets | derivative | linear | limits and sub-gradient |
            | --- | --- | --- | --- | --- |

            """.ReplaceLineEndings("\n"));
        foreach (var row in RuleTable.Rows.OrderBy(row => row.Domain, StringComparer.Ordinal).ThenBy(row => row.OpType, StringComparer.Ordinal).ThenBy(row => row.Since))
        {
            var name = row.Domain.Length > 0 ? $"{row.Domain}.{row.OpType}" : row.OpType;
            var sets = row.Until == long.MaxValue ? $"{row.Since}–" : $"{row.Since}–{row.Until}";
            var derivative = row.Refusal is not null ? "refused" : row.Expansion is not null ? "expansion" : row.Jvp is not null ? "tangent" : row.Stops ? "zero" : "–";
            var linear = row.Transpose is not null ? "yes" : row.Batch is not null ? "several vectors only" : "";
            page.Append($"| {name} | {sets} | {derivative} | {linear} | {(row.Refusal ?? row.Limits).Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        }
        return page.ToString();
    }
}
