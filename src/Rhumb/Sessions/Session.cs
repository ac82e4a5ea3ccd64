using System.Collections.Immutable;
using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Sessions;

/// <summary>
/// The state of an interactive search: a tree of nodes, one of them open. A pure fold of its events; it computes nothing heavy, since
/// directions come in as events.
/// </summary>
public sealed record Session
{
    /// <summary>Most sliders offered at once.</summary>
    public const int MaximumSliders = 8;

    /// <summary>Most results starred at once.</summary>
    public const int MaximumStars = 60;

    private Session() { }

    /// <summary>What the person calls it.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the generator.</summary>
    public required string Generator { get; init; }

    /// <summary>Identity of the generator's weights; null where its manifest has no hashes.</summary>
    public required string? ModelHash { get; init; }

    /// <summary>Seed of the direction draws.</summary>
    public required long Seed { get; init; }

    /// <summary>All nodes; a node's id is its place here.</summary>
    public required ImmutableList<SessionNode> Nodes { get; init; }

    /// <summary>Id of the open node.</summary>
    public int Current { get; init; }

    /// <summary>Number of sliders wanted.</summary>
    public int SliderCount { get; init; } = 1;

    /// <summary>The point pinned as best; null before the first.</summary>
    public Point? Best { get; init; }

    /// <summary>The node that was open when the best was pinned.</summary>
    public int? BestNode { get; init; }

    /// <summary>The results starred, in the order of starring.</summary>
    public ImmutableList<Star> Stars { get; init; } = [];

    /// <summary>Sliders shown so far: every one counts, accepted or not.</summary>
    public int SlidersShown { get; init; }

    /// <summary>Number of events folded in.</summary>
    public int Length { get; init; }

    /// <summary>The open node.</summary>
    public SessionNode Open => Nodes[Current];

    /// <summary>Whether the open node still waits for (some of) its directions.</summary>
    public bool NeedsDirections => (Open.Offer?.Rank ?? 0) < SliderCount;

    /// <summary>The start that the open node descends from.</summary>
    public SessionNode Start
    {
        get
        {
            var node = Open;
            while (node.Kind != SessionNodeKind.Start) node = Nodes[node.Parent!.Value];
            return node;
        }
    }

    /// <summary>The nodes from the first start to the open one, in order: the path that a recipe tells.</summary>
    public IReadOnlyList<SessionNode> Path => PathTo(Current);

    /// <summary>The nodes from the first start to the node <paramref name="end"/>, in order.</summary>
    public IReadOnlyList<SessionNode> PathTo(int end)
    {
        var path = new List<SessionNode>();
        for (int? id = end; id is { } at; id = Nodes[at].Parent) path.Add(Nodes[at]);
        path.Reverse();
        return path;
    }

    /// <summary>The session that <paramref name="events"/> tell, first to last.</summary>
    /// <exception cref="RhumbException">The first event is not a start, or a later one does not fit.</exception>
    public static Session Replay(IEnumerable<SessionEvent> events)
    {
        Session? session = null;
        foreach (var happened in events) session = session is null ? Begin(happened) : session.Apply(happened);
        return session ?? throw new RhumbException("The session has no events; start a new one.");
    }

    /// <summary>The session after its first event.</summary>
    /// <exception cref="RhumbException">The event is not <see cref="Started"/>.</exception>
    public static Session Begin(SessionEvent first)
    {
        if (first is not Started started) throw new RhumbException($"A session begins with its start, not with '{first.GetType().Name}'; the journal is damaged.");
        return new Session
        {
            Name = started.Name,
            Generator = started.Generator,
            ModelHash = started.ModelHash,
            Seed = started.Seed,
            Nodes = [StartNode(0, null, started.Point)],
            Length = 1,
        };
    }

    /// <summary>The session after <paramref name="happened"/>.</summary>
    /// <exception cref="RhumbException">The event does not fit the state, as when it names a node that does not exist.</exception>
    public Session Apply(SessionEvent happened)
    {
        var next = happened switch
        {
            DirectionsOffered offered => Offer(offered),
            SliderMoved moved => Move(moved),
            Accepted accepted => Accept(accepted),
            AnotherDirection another => Other(another),
            Undone undone when Node(undone.Node).Parent == undone.Parent => this with { Current = undone.Parent },
            Undone undone => throw new RhumbException($"Step {undone.Node} does not come from step {undone.Parent}; reload the page."),
            Visited visited => this with { Current = Node(visited.Node).Id },
            KeptAsBest kept => this with { Best = kept.Point, BestNode = Node(kept.Node).Id },
            Starred starred => Add(starred),
            Unstarred unstarred => this with { Stars = Stars.Remove(Star(unstarred.Star)) },
            MoreSliders more => Resize(more.Count),
            NewStart start => Append(StartNode(start.Child, Current, start.Point)),
            Renamed renamed => this with { Name = renamed.Name },
            ConditionsChosen chosen => Choose(chosen),
            Started => throw new RhumbException("The session has started already."),
            _ => throw new RhumbException($"This version of Rhumb does not know the event '{happened.GetType().Name}'; update it."),
        };
        return next with { Length = Length + 1 };
    }

    private static SessionNode StartNode(int id, int? parent, Point point) =>
        new(id, parent, SessionNodeKind.Start, point, Jacobian: id, Step: 0, Offer: null, Place: [], ArrivedBy: []);

    private SessionNode Node(int id) =>
        id >= 0 && id < Nodes.Count ? Nodes[id] : throw new RhumbException($"The session has no step {id}; reload the page.");

    /// <summary>The star with the id <paramref name="id"/>.</summary>
    /// <exception cref="RhumbException">There is none.</exception>
    public Star Star(int id) => Stars.Find(star => star.Id == id) ?? throw new RhumbException($"The session has no starred result {id}; reload the page.");

    private Session Add(Starred starred)
    {
        if (Stars.Count == MaximumStars) throw new RhumbException($"{MaximumStars} results are starred, which is as many as there may be; take a star away first.");
        if (Stars.Any(star => star.Id == starred.Star)) throw new RhumbException($"There is a starred result {starred.Star} already; reload the page.");
        return this with { Stars = Stars.Add(new Star(starred.Star, Node(starred.Node).Id, starred.Place, starred.Point)) };
    }

    private Session Append(SessionNode node) => node.Id == Nodes.Count
        ? this with { Nodes = Nodes.Add(node), Current = node.Id }
        : throw new RhumbException($"Step {node.Id} is not the next one, {Nodes.Count} is; reload the page.");

    private Session Offer(DirectionsOffered offered)
    {
        var node = Node(offered.Node);
        var shown = Math.Max(0, offered.Offer.Rank - (node.Offer?.Rank ?? 0));
        var place = new double[offered.Offer.Rank];
        for (var i = 0; i < Math.Min(place.Length, node.Place.Count); i++) place[i] = node.Place[i];
        return this with { Nodes = Nodes.SetItem(node.Id, node with { Offer = offered.Offer, Place = place }), SlidersShown = SlidersShown + shown };
    }

    private Session Move(SliderMoved moved)
    {
        var node = Node(moved.Node);
        RequirePlace(node, moved.Place);
        return this with { Nodes = Nodes.SetItem(node.Id, node with { Place = [.. moved.Place] }) };
    }

    private Session Accept(Accepted accepted)
    {
        var node = Node(accepted.Node);
        RequirePlace(node, accepted.Place);
        // The place moves to the child, so that undo shows the node's own point again.
        var left = this with { Nodes = Nodes.SetItem(node.Id, node with { Place = new double[node.Place.Count] }) };
        return left.Append(new SessionNode(accepted.Child, node.Id, SessionNodeKind.Step, accepted.Point,
            accepted.NewJacobian ? accepted.Child : node.Jacobian, node.Step + 1, null, [], [.. accepted.Place]));
    }

    private Session Other(AnotherDirection another)
    {
        var node = Node(another.Node);
        return Append(node with
        {
            Id = another.Child,
            Parent = node.Id,
            Kind = SessionNodeKind.AnotherDirection,
            Offer = null,
            Place = [],
            ArrivedBy = [],
        });
    }

    // Another class has another Jacobian, so the node takes its own; no slider was accepted, so the step stays.
    private Session Choose(ConditionsChosen chosen) => Append(new SessionNode(
        chosen.Child, Node(chosen.Node).Id, SessionNodeKind.Conditions, chosen.Point, Jacobian: chosen.Child, Node(chosen.Node).Step, Offer: null, Place: [], ArrivedBy: []));

    private Session Resize(int count)
    {
        if (count is < 1 or > MaximumSliders) throw new RhumbException($"Choose 1 to {MaximumSliders} sliders, not {count}.");
        var node = Open;
        if (node.Offer is not { } offer || offer.Rank <= count) return this with { SliderCount = count };
        node = node with { Offer = offer.Select([.. Enumerable.Range(0, count)]), Place = [.. node.Place.Take(count)] };
        return this with { SliderCount = count, Nodes = Nodes.SetItem(node.Id, node) };
    }

    private static void RequirePlace(SessionNode node, IReadOnlyList<double> place)
    {
        if (node.Offer is null) throw new RhumbException("The directions of this step are still being computed; wait for the slider.");
        if (place.Count != node.Offer.Rank) throw new RhumbException($"This step has {node.Offer.Rank} sliders, the place has {place.Count}; reload the page.");
        foreach (var t in place)
            if (!(Math.Abs(t) <= 1)) throw new RhumbException($"A slider's place is within -1 and 1, not {t}.");
    }
}
