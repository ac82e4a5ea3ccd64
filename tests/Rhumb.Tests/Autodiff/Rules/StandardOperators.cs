using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Autodiff.Rules;

/// <summary>The operators of ONNX's own domain up to operator set 23, and the sets that changed each: from the standard's list of operators.</summary>
internal static class StandardOperators
{
    public static IReadOnlyDictionary<string, long[]> Versions { get; } = Repository.Read("tests/Rhumb.Tests/Autodiff/Rules/operator-versions.tsv")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split('\t'))
        .ToDictionary(cells => cells[0], cells => Array.ConvertAll(cells[1].Split(' '), long.Parse));
}
