using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Sessions;
using Rhumb.Subspaces;
using Rhumb.Tests.Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Sessions;

public sealed class SessionTests
{
    private static readonly LatentSpace Space = TestGenerators.Normal(6);

    internal static Started Start(long seed = 1) => new("a chair", "seat", "abc", Space.Sample(seed), 7);

    internal static DirectionsOffered Offer(Session session, int sliders = 1, int first = 0)
    {
        var offer = RandomSubspace.At(Space, session.Open.Point, sliders, 0.8, new RandomStream(first));
        return new DirectionsOffered(session.Current, offer with { Indices = [.. Enumerable.Range(first, sliders)] });
    }

    private static float[] Latent(Point point) => point.Blocks["z"];

    private static Session Offered(Session session, int sliders = 1) => session.Apply(Offer(session, sliders));

    [Fact]
    public void Letting_go_records_and_next_goes_there()
    {
        var session = Session.Begin(Start());
        Assert.True(session.NeedsDirections);
        session = Offered(session);
        Assert.False(session.NeedsDirections);
        session = session.Apply(session.Move([0.4]));
        Assert.Equal([0.4], session.Open.Place);
        Assert.Equal(0, session.Current);
        var shown = session.Open.Shown(Space);
        var next = Assert.IsType<Accepted>(session.Next(Space));
        Assert.True(next.NewJacobian);
        session = session.Apply(next);
        Assert.Equal(1, session.Current);
        Assert.Equal(Latent(shown), Latent(session.Open.Point));
        Assert.Equal(1, session.Open.Step);
        Assert.True(session.NeedsDirections);
        Assert.True(session.DistanceFromStart(Space) > 0);
    }

    [Fact]
    public void At_the_centre_next_is_another_direction_of_the_same_jacobian()
    {
        var session = Offered(Session.Begin(Start()));
        var next = Assert.IsType<AnotherDirection>(session.Next(Space));
        session = session.Apply(next);
        Assert.Equal(Latent(session.Nodes[0].Point), Latent(session.Open.Point));
        Assert.Equal(0, session.Open.Jacobian);
        Assert.Equal(0, session.Open.Step);
    }

    [Fact]
    public void Stars_mark_what_is_shown_and_are_taken_away_again()
    {
        var session = Offered(Session.Begin(Start()));
        session = session.Apply(session.ToggleStar(Space));
        session = session.Apply(session.Move([0.4]));
        Assert.Null(session.StarShown(Space));
        session = session.Apply(session.ToggleStar(Space));
        Assert.Equal([0.0, 0.4], session.Stars.Select(star => star.Place[0]));
        Assert.Equal(Latent(session.Open.Shown(Space)), Latent(session.Stars[1].Point));
        Assert.Equal(session.Stars[1], session.StarShown(Space));
        var taken = Assert.IsType<Unstarred>(session.ToggleStar(Space));
        session = session.Apply(taken);
        Assert.Equal(0.0, Assert.Single(session.Stars).Place[0]);

        // An id is never used again, nor is a star added twice or taken away twice.
        session = session.Apply(session.ToggleStar(Space));
        Assert.NotEqual(taken.Star, session.Stars[1].Id);
        Assert.Throws<RhumbException>(() => session.Apply(taken));
        Assert.Throws<RhumbException>(() => session.Apply(new Starred(session.Stars[1].Id, 0, [0.1], session.Open.Point)));
        for (var i = session.Stars.Count; i < Session.MaximumStars; i++)
        {
            session = session.Apply(session.Move([-i / 100.0]));
            session = session.Apply(session.ToggleStar(Space));
        }
        session = session.Apply(session.Move([0.99]));
        Assert.Contains("take a star away", Assert.Throws<RhumbException>(() => session.Apply(session.ToggleStar(Space))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_conditions_open_a_node_at_the_point_shown_and_undo_shows_it_as_it_was()
    {
        var space = Space with { Conditions = [new LabelCondition("kind", ["chair", "stool"])] };
        var point = space.WithConditions(space.Sample(1), new Dictionary<string, string> { ["kind"] = "chair" });
        var session = Offered(Session.Begin(Start() with { Point = point }));
        session = session.Apply(session.Move([0.4]));
        var shown = session.Open.Shown(space);
        var chosen = session.Choose(space, new Dictionary<string, string> { ["kind"] = "STOOL" });
        session = session.Apply(chosen);
        Assert.Equal((SessionNodeKind.Conditions, 1, 1, 0), (session.Open.Kind, session.Open.Id, session.Open.Jacobian, session.Open.Step));
        Assert.Equal(Latent(shown), Latent(session.Open.Point));
        Assert.Equal("stool", session.Open.Point.Conditions["kind"]);
        Assert.True(session.NeedsDirections);
        Assert.Equal(0, session.Start.Id);
        Assert.Equal("stool", Offered(session).Open.Offer!.At(space, [0.5]).Conditions["kind"]);
        session = session.Apply(session.Undo());
        Assert.Equal([0.4], session.Open.Place);
        Assert.Equal("chair", session.Open.Shown(space).Conditions["kind"]);
        Assert.Throws<RhumbException>(() => session.Choose(space, new Dictionary<string, string> { ["kind"] = "sofa" }));
        Assert.Throws<RhumbException>(() => session.Apply(chosen));   // its child is there already
    }

    [Fact]
    public void A_small_move_keeps_the_jacobian_and_the_adjustment()
    {
        var session = Offered(Session.Begin(Start()));
        session = session.Apply(session.Move([0.06]));
        session = session.Apply(session.Next(Space));
        Assert.Equal(0, session.Open.Jacobian);
        Assert.NotEqual(Latent(session.Nodes[0].Point), Latent(session.Open.Point));
    }

    [Fact]
    public void Undo_shows_the_former_point_and_branches_stay()
    {
        var session = Offered(Session.Begin(Start()));
        session = session.Apply(session.Move([0.4]));
        session = session.Apply(session.Next(Space));
        session = session.Apply(session.Undo());
        Assert.Equal(0, session.Current);
        Assert.Equal(Latent(session.Nodes[0].Point), Latent(session.Open.Shown(Space)));
        Assert.Throws<RhumbException>(() => session.Undo());
        session = session.Apply(session.Move([-0.7]));
        session = session.Apply(session.Next(Space));
        Assert.Equal(3, session.Nodes.Count);
        Assert.Equal(0, session.Nodes[2].Parent);
        session = session.Apply(session.Visit(1));
        Assert.Equal([0.4], session.Open.ArrivedBy);
        Assert.Equal([0, 1], session.Path.Select(node => node.Id));
    }

    [Fact]
    public void Keep_as_best_pins_what_is_shown_and_recentre_puts_back()
    {
        var session = Offered(Session.Begin(Start()));
        session = session.Apply(session.Move([0.5]));
        session = session.Apply(session.KeepAsBest(Space));
        session = session.Apply(session.Recentre());
        Assert.True(session.Open.AtCentre);
        Assert.NotEqual(Latent(session.Open.Point), Latent(session.Best!));
        Assert.Equal(0, session.BestNode);
    }

    [Fact]
    public void More_sliders_keep_those_there_and_every_one_counts()
    {
        var session = Offered(Session.Begin(Start()));
        session = session.Apply(session.Move([0.3]));
        session = session.Apply(new MoreSliders(3));
        Assert.True(session.NeedsDirections);
        session = session.Apply(Offer(session, 3));
        Assert.Equal([0.3, 0, 0], session.Open.Place);
        Assert.Equal(3, session.SlidersShown);
        session = session.Apply(new MoreSliders(2));
        Assert.Equal(2, session.Open.Offer!.Rank);
        Assert.False(session.NeedsDirections);
        Assert.Throws<RhumbException>(() => session.Apply(new MoreSliders(9)));
    }

    [Fact]
    public void A_new_start_can_be_undone()
    {
        var session = Offered(Session.Begin(Start()));
        session = session.Apply(session.StartAnew(Space.Sample(9)));
        Assert.Equal(SessionNodeKind.Start, session.Open.Kind);
        Assert.Equal(1, session.Start.Id);
        session = session.Apply(session.Undo());
        Assert.Equal(0, session.Current);
    }

    [Fact]
    public void Events_that_do_not_fit_are_refused_with_a_sentence()
    {
        var session = Session.Begin(Start());
        foreach (var wrong in (SessionEvent[])
            [Start(), new SliderMoved(0, [0.1]), new SliderMoved(3, []), new Visited(5), new Undone(0, 0), new AnotherDirection(0, 7)])
            Assert.EndsWith(".", Assert.Throws<RhumbException>(() => session.Apply(wrong)).Message, StringComparison.Ordinal);
        session = Offered(session);
        Assert.Throws<RhumbException>(() => session.Apply(session.Move([1.5])));
        Assert.Throws<RhumbException>(() => session.Apply(session.Move([0.1, 0.2])));
        Assert.Throws<RhumbException>(() => Session.Begin(new Visited(0)));
        Assert.Throws<RhumbException>(() => Session.Replay([]));
    }

    [Fact]
    public void Folding_is_pure_old_states_stay_as_they_were()
    {
        var before = Offered(Session.Begin(Start()));
        var after = before.Apply(before.Move([0.4]));
        _ = after.Apply(after.Next(Space));
        Assert.Equal([0.0], before.Open.Place);
        Assert.Single(before.Nodes);
        Assert.Equal(2, before.Length);
    }
}
