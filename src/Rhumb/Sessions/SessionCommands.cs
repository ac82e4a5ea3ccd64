using Rhumb.Generators;
using Rhumb.Subspaces;

namespace Rhumb.Sessions;

/// <summary>What a person can do in a session: each command says which event would happen; append it to the journal, then apply it.</summary>
public static class SessionCommands
{
    /// <summary>Let go of the sliders at <paramref name="place"/> [k].</summary>
    public static SliderMoved Move(this Session session, IReadOnlyList<double> place) => new(session.Current, [.. place]);

    /// <summary>Put the sliders back to the centre.</summary>
    public static SliderMoved Recentre(this Session session) => new(session.Current, new double[session.Open.Place.Count]);

    /// <summary>
    /// Next: "Go here" where the sliders were moved (the centre moves there, J is recomputed after a large move), "Another direction"
    /// where they stand at the centre.
    /// </summary>
    /// <exception cref="RhumbException">The directions are not there yet.</exception>
    public static SessionEvent Next(this Session session, LatentSpace space, NextRule? rule = null)
    {
        var node = session.Open;
        if (node.Offer is null) throw new RhumbException("The directions of this step are still being computed; wait for the slider.");
        return node.AtCentre
            ? new AnotherDirection(node.Id, session.Nodes.Count)
            : new Accepted(node.Id, session.Nodes.Count, [.. node.Place], node.Shown(space), (rule ?? new NextRule()).Recomputes(node.Place));
    }

    /// <summary>One step back.</summary>
    /// <exception cref="RhumbException">The open node is the first.</exception>
    public static Undone Undo(this Session session) => session.Open.Parent is { } parent
        ? new Undone(session.Current, parent)
        : throw new RhumbException("There is nothing to undo: this is the start.");

    /// <summary>Open any node of the tree.</summary>
    public static Visited Visit(this Session session, int node) => node >= 0 && node < session.Nodes.Count
        ? new Visited(node)
        : throw new RhumbException($"The session has no step {node}; reload the page.");

    /// <summary>Pin the point shown now.</summary>
    public static KeptAsBest KeepAsBest(this Session session, LatentSpace space) => new(session.Current, session.Open.Shown(space));

    /// <summary>The star of the point shown now; null where it has none.</summary>
    public static Star? StarShown(this Session session, LatentSpace space)
    {
        var shown = session.Open.Shown(space);
        var z = space.Flatten(shown);
        return session.Stars.Find(star => space.Flatten(star.Point).AsSpan().SequenceEqual(z)
            && star.Point.Conditions.Count == shown.Conditions.Count && star.Point.Conditions.All(choice => shown.Conditions.GetValueOrDefault(choice.Key) == choice.Value));
    }

    /// <summary>Star the point shown now, or take its star away.</summary>
    public static SessionEvent ToggleStar(this Session session, LatentSpace space) => session.StarShown(space) is { } star
        ? new Unstarred(star.Id)
        : new Starred(session.Length, session.Current, [.. session.Open.Place], session.Open.Shown(space));

    /// <summary>Start anew at <paramref name="point"/>.</summary>
    public static NewStart StartAnew(this Session session, Point point) => new(session.Nodes.Count, point);

    /// <summary>Choose conditions (by name): the point shown now under them; those that <paramref name="chosen"/> does not name stay.</summary>
    /// <exception cref="RhumbException">There is no such condition, or no such class.</exception>
    public static ConditionsChosen Choose(this Session session, LatentSpace space, IReadOnlyDictionary<string, string> chosen) =>
        new(session.Current, session.Nodes.Count, space.WithConditions(session.Open.Shown(space), chosen));

    /// <summary>Distance ‖z − z_start‖ of the point shown from the start of its branch, in latent units.</summary>
    public static double DistanceFromStart(this Session session, LatentSpace space) =>
        LatentSpace.Distance(space.Flatten(session.Open.Shown(space)), space.Flatten(session.Start.Point));
}
