using System.Text.Json.Serialization;
using Rhumb.Generators;
using Rhumb.Sessions;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>Something a person does in a session.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(MoveSliders), "move")]
[JsonDerivedType(typeof(NextLine), "next")]
[JsonDerivedType(typeof(UndoStep), "undo")]
[JsonDerivedType(typeof(RedoStep), "redo")]
[JsonDerivedType(typeof(GoToStep), "goTo")]
[JsonDerivedType(typeof(KeepBest), "keep")]
[JsonDerivedType(typeof(GoToBest), "goToBest")]
[JsonDerivedType(typeof(ToggleStar), "star")]
[JsonDerivedType(typeof(RemoveStar), "unstar")]
[JsonDerivedType(typeof(GoToStar), "goToStar")]
[JsonDerivedType(typeof(RecentreSliders), "recentre")]
[JsonDerivedType(typeof(SetSliderCount), "sliders")]
[JsonDerivedType(typeof(StartAgain), "start")]
[JsonDerivedType(typeof(ChooseConditions), "choose")]
[JsonDerivedType(typeof(RenameSession), "rename")]
[JsonDerivedType(typeof(FindDirections), "findDirections")]
internal abstract record SessionAction
{
    /// <summary>The events that the action causes, in order; <paramref name="state"/> gives the state after those already taken.</summary>
    public abstract IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator);

    /// <summary>Back to a <paramref name="place"/> of the step <paramref name="node"/> where <paramref name="point"/> was shown.</summary>
    protected static IEnumerable<SessionEvent> Return(Func<WalkState> state, int node, IReadOnlyList<double> place, Point point)
    {
        var session = state().Session;
        if (session.Nodes[node].Place.Count == place.Count)
        {
            if (session.Current != node) yield return session.Visit(node);
            if (!state().Session.Open.Place.SequenceEqual(place)) yield return state().Session.Move(place);
        }
        // The step has other sliders by now: the point itself opens, as a start of its own.
        else yield return session.StartAnew(point);
    }
}

/// <summary>Let go of the sliders.</summary>
/// <param name="Place">t ∈ [-1, 1], one for each slider.</param>
internal sealed record MoveSliders(IReadOnlyList<double> Place) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        if (!state().Session.Open.Place.SequenceEqual(Place)) yield return state().Session.Move(Place);
    }
}

/// <summary>"Go here" where the sliders were moved, "Another direction" where they stand at the centre.</summary>
/// <param name="Place">Where the sliders stand; null for the recorded place.</param>
internal sealed record NextLine(IReadOnlyList<double>? Place = null) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        if (Place is not null && !state().Session.Open.Place.SequenceEqual(Place)) yield return state().Session.Move(Place);
        yield return state().Session.Next(generator.LatentSpace);
    }
}

/// <summary>Back: the sliders to the centre where they were moved, otherwise to the step before.</summary>
internal sealed record UndoStep : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        var session = state().Session;
        yield return session.Open.AtCentre ? session.Undo() : session.Recentre();
    }
}

/// <summary>Forward again to the step that undo came from.</summary>
internal sealed record RedoStep : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        var (session, lastChild) = (state().Session, state().LastChild);
        yield return lastChild.TryGetValue(session.Current, out var child)
            ? session.Visit(child)
            : throw new StudioException(Problem.NothingToRedo);
    }
}

/// <summary>Open a step of the strip; going on from there begins a branch.</summary>
/// <param name="Step">Its id.</param>
internal sealed record GoToStep(int Step) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        yield return state().Session.Visit(Step);
    }
}

/// <summary>Pin what is shown now as the best so far.</summary>
internal sealed record KeepBest : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        yield return state().Session.KeepAsBest(generator.LatentSpace);
    }
}

/// <summary>Make what was kept the current one.</summary>
internal sealed record GoToBest : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        var session = state().Session;
        return session is { Best: { } best, BestNode: { } at }
            ? Return(state, at, state().BestPlace, best)
            : throw new StudioException(Problem.NothingKept);
    }
}

/// <summary>Star what is shown now, or take its star away.</summary>
internal sealed record ToggleStar : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        yield return state().Session.ToggleStar(generator.LatentSpace);
    }
}

/// <summary>Take a star away.</summary>
/// <param name="Star">Its id.</param>
internal sealed record RemoveStar(int Star) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        yield return new Unstarred(state().Session.Star(Star).Id);
    }
}

/// <summary>Make a starred result the current one.</summary>
/// <param name="Star">Its id.</param>
internal sealed record GoToStar(int Star) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        var star = state().Session.Star(Star);
        return Return(state, star.Node, star.Place, star.Point);
    }
}

/// <summary>Put the sliders back to the centre.</summary>
internal sealed record RecentreSliders : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        if (!state().Session.Open.AtCentre) yield return state().Session.Recentre();
    }
}

/// <summary>Offer another number of sliders from the open step on.</summary>
/// <param name="Count">1 to 8.</param>
internal sealed record SetSliderCount(int Count) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        yield return new MoreSliders(Count);
    }
}

/// <summary>A new random start in this session, under the conditions that hold; undo leads back.</summary>
/// <param name="Seed">Seed of the start; null for a random one.</param>
internal sealed record StartAgain(long? Seed = null) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        var (space, session) = (generator.LatentSpace, state().Session);
        yield return session.StartAnew(space.WithConditions(space.Sample(Seed ?? Starts.AnySeed()), session.Open.Point.Conditions));
    }
}

/// <summary>Choose conditions, as a class: what is shown now is made anew under them, in a step of its own.</summary>
/// <param name="Conditions">The choices, by the names of the manifest's conditions; what is left out stays.</param>
internal sealed record ChooseConditions(IReadOnlyDictionary<string, string> Conditions) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        var session = state().Session;
        var chosen = session.Choose(generator.LatentSpace, Conditions);
        var before = session.Open.Point.Conditions;
        if (chosen.Point.Conditions.Any(choice => before.GetValueOrDefault(choice.Key) != choice.Value)) yield return chosen;
    }
}

/// <summary>Give the session a name; an empty one takes the name away.</summary>
/// <param name="Name">The name, at most 120 characters.</param>
internal sealed record RenameSession(string Name) : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator)
    {
        if (Name.Length > 120) throw new StudioException(Problem.NameTooLong);
        if (state().Session.Name != Name) yield return new Renamed(Name);
    }
}

/// <summary>Look for directions again where that had failed.</summary>
internal sealed record FindDirections : SessionAction
{
    public override IEnumerable<SessionEvent> Events(Func<WalkState> state, IGenerator generator) => [];
}
