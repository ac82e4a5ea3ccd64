namespace Rhumb.Tests.Autodiff.NodeTests;

/// <summary>What became of one node test: a row of the committed table.</summary>
internal sealed record NodeVerdict(string Name, long Opset, IReadOnlyList<string> Operators, string Verdict, string Reason)
{
    public const string Header = "case\toperator set\toperators\tverdict\treason";

    public override string ToString() => $"{Name}\t{Opset}\t{string.Join(' ', Operators)}\t{Verdict}\t{Reason}";
}
