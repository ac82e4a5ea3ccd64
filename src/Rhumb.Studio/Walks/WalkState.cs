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

    /// <summary>The strip: the open node's ancestors, itself, and what redo leads to; one step for each point, the last node open there. Takes time in proportion to the session's nodes.</summary>
    public IReadOnlyList<StripStep> Strip
    {
        get
        {
            var roots = Roots();
            var way = Way();
            var shown = way.Select(node => roots[node.Id]).ToHashSet();
            // Nodes that begin another branch, by the point that they go on from.
            var branches = Session.Nodes
                .Where(child => roots[child.Id] == child.Id && child.Parent is not null && !shown.Contains(child.Id))
                .ToLookup(child => roots[child.Parent!.Value], child => child.Id);
            return [.. way.Select(node => new StripStep(node.Id, Session.Nodes[roots[node.Id]].Kind == SessionNodeKind.Start, [.. branches[roots[node.Id]]]))];
        }
    }

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => LastChild.ContainsKey(Session.Current);

    private IEnumerable<SessionNode> Ahead()
    {
        for (var id = Session.Current; LastChild.TryGetValue(id, out var child); id = child) yield return Session.Nodes[child];
    }

    /// <summary>The way through the tree, one node for each point.</summary>
    private List<SessionNode> Way()
    {
        var way = new List<SessionNode>();
        var behind = Session.Path;
        foreach (var node in behind.Concat(Ahead()))
        {
            var other = node.Kind == SessionNodeKind.AnotherDirection && way.Count > 0;
            if (!other) way.Add(node);
            // The open node stands for its point even where other directions of it lie ahead.
            else if (way[^1].Id != Session.Current) way[^1] = node;
        }
        return way;
    }

    /// <summary>Of each node the first one at its point: other directions of a point are nodes of their own.</summary>
    private int[] Roots()
    {
        var roots = new int[Session.Nodes.Count];
        foreach (var node in Session.Nodes) roots[node.Id] = node.Kind == SessionNodeKind.AnotherDirection ? roots[node.Parent!.Value] : node.Id;
        return roots;
    }
}
