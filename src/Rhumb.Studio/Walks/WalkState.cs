using System.Collections.Immutable;
using Rhumb.Sessions;

namespace Rhumb.Studio.Walks;

/// <summary>A session with what the page needs to know beside it, folded from the same events.</summary>
/// <param name="Session">The session.</param>
/// <param name="Actions">How many of its events a person caused: tells a page whether an unanswered action arrived.</param>
/// <param name="BestPlace">t [k] in the node that the best was kept from.</param>
/// <param name="LastChild">The child of each node that was open last: where redo leads.</param>
internal sealed record WalkState(Session Session, long Actions, IReadOnlyList<double> BestPlace, ImmutableDictionary<int, int> LastChild)
{
    /// <summary>The state that the journal's events tell.</summary>
    public static WalkState Replay(IEnumerable<SessionEvent> events)
    {
        WalkState? state = null;
        foreach (var happened in events)
            state = state is null ? new WalkState(Session.Begin(happened), 1, [], ImmutableDictionary<int, int>.Empty) : state.Apply(happened);
        return state ?? throw new RhumbException("The session has no events; start a new one.");
    }

    /// <summary>The state after <paramref name="happened"/>.</summary>
    /// <exception cref="RhumbException">The event does not fit.</exception>
    public WalkState Apply(SessionEvent happened)
    {
        var next = Session.Apply(happened);
        var lastChild = LastChild;
        if (next.Current != Session.Current)
            for (var node = next.Open; node.Parent is { } parent; node = next.Nodes[parent])
                lastChild = lastChild.SetItem(parent, node.Id);
        return new WalkState(
            next,
            happened is DirectionsOffered ? Actions : Actions + 1,
            happened is KeptAsBest ? Session.Open.Place : BestPlace,
            lastChild);
    }

    /// <summary>The way shown in the strip: the open node's ancestors, itself, and what redo leads to; one node for each point, the last one open there.</summary>
    public IReadOnlyList<SessionNode> Way
    {
        get
        {
            var way = new List<SessionNode>();
            foreach (var node in Session.Path.Concat(Ahead()))
            {
                // The open node stands for its point even where other directions of it lie ahead.
                if (node.Kind == SessionNodeKind.AnotherDirection && way.Count > 0)
                {
                    if (way[^1].Id != Session.Current || IsBehind(node)) way[^1] = node;
                }
                else way.Add(node);
            }
            return way;
        }
    }

    private bool IsBehind(SessionNode node) => Session.Path.Any(behind => behind.Id == node.Id);

    /// <summary>Nodes that begin another branch at the point that <paramref name="node"/> of the way stands for.</summary>
    public IReadOnlyList<int> OtherBranches(SessionNode node)
    {
        var way = Way.Select(one => one.Id).ToHashSet();
        var root = RootOfPoint(node);
        return [.. Session.Nodes
            .Where(child => child.Kind != SessionNodeKind.AnotherDirection && child.Parent is { } parent
                && RootOfPoint(Session.Nodes[parent]) == root && !way.Overlaps(SamePoint(child)))
            .Select(child => child.Id)];
    }

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => LastChild.ContainsKey(Session.Current);

    private IEnumerable<SessionNode> Ahead()
    {
        for (var id = Session.Current; LastChild.TryGetValue(id, out var child); id = child) yield return Session.Nodes[child];
    }

    private int RootOfPoint(SessionNode node)
    {
        while (node.Kind == SessionNodeKind.AnotherDirection) node = Session.Nodes[node.Parent!.Value];
        return node.Id;
    }

    private IEnumerable<int> SamePoint(SessionNode node)
    {
        var root = RootOfPoint(node);
        return Session.Nodes.Where(other => RootOfPoint(other) == root).Select(other => other.Id);
    }
}
