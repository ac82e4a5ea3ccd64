using System.Collections.Concurrent;
using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Autodiff.NodeTests;

/// <summary>
/// Each of the ONNX project's 932 node tests is differentiated by its real inputs, held against central differences in three random directions and checked for
/// adjointness, or is out of scope by operator. docs/node-tests.tsv says which; after a change that you mean, RHUMB_ACCEPT=1 writes it anew.
/// </summary>
public sealed class NodeTests(NodeTestData data) : IClassFixture<NodeTestData>
{
    private static string Table { get; } = Path.Combine(Repository.Root, "docs", "node-tests.tsv");

    [Fact]
    public async Task The_table_says_what_holds()
    {
        var verdicts = new ConcurrentBag<NodeVerdict>();
        await Parallel.ForEachAsync(data.Cases, TestContext.Current.CancellationToken, (folder, _) =>
        {
            verdicts.Add(NodeJudge.Judge(new NodeCase(folder)));
            return ValueTask.CompletedTask;
        });
        string[] rows = [NodeVerdict.Header, .. verdicts.OrderBy(verdict => verdict.Name, StringComparer.Ordinal).Select(verdict => verdict.ToString())];
        if (Environment.GetEnvironmentVariable("RHUMB_ACCEPT") == "1")
            await File.WriteAllTextAsync(Table, string.Join('\n', rows) + "\n", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(verdicts, verdict => verdict.Verdict == "failed");
        Assert.Equal(await File.ReadAllLinesAsync(Table, TestContext.Current.CancellationToken), rows);
    }
}
