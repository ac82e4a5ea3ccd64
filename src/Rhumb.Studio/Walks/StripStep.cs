namespace Rhumb.Studio.Walks;

/// <summary>A step of the strip.</summary>
/// <param name="Node">Id of the node that stands for its point.</param>
/// <param name="IsStart">Whether its point is a random start.</param>
/// <param name="OtherBranches">Nodes that go on from its point elsewhere than the strip does.</param>
internal sealed record StripStep(int Node, bool IsStart, IReadOnlyList<int> OtherBranches);
