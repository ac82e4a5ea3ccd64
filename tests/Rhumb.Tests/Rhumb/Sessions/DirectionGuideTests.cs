using Rhumb.Generators;
using Rhumb.Sessions;
using Rhumb.Subspaces;
using Rhumb.Tests.Rhumb.Search;
using Rhumb.Tests.Rhumb.Subspaces;

namespace Rhumb.Tests.Rhumb.Sessions;

public sealed class DirectionGuideTests
{
    private static FunctionGenerator Generator() => TestGenerators.Linear(TestGenerators.Normal(6), 8, 2, 0.7);

    private static Session Begin(IGenerator generator) => Session.Begin(new Started("s", "function", null, generator.LatentSpace.Sample(1), 3));

    [Fact]
    public async Task Preparing_next_makes_next_free_both_ways()
    {
        var generator = Generator();
        var guide = new DirectionGuide(generator, TimeProvider.System);
        var session = Begin(generator);
        session = session.Apply(await guide.OfferAsync(session, TestContext.Current.CancellationToken));
        foreach (var place in (double[])[0, 0.6])
        {
            var moved = session.Apply(session.Move([place]));
            await guide.PrepareNextAsync(moved, TestContext.Current.CancellationToken);
            var (linearised, generated) = (generator.Linearised, generator.Generated);
            var next = moved.Apply(moved.Next(generator.LatentSpace));
            var offered = await guide.OfferAsync(next, TestContext.Current.CancellationToken);
            Assert.Equal((linearised, generated), (generator.Linearised, generator.Generated));
            Assert.Equal(next.Open.Point.Blocks["z"], offered.Offer.Centre.Blocks["z"]);
            Assert.False(next.Apply(offered).NeedsDirections);
        }
        Assert.Equal(2, generator.Linearised);
    }

    [Fact]
    public async Task Another_direction_never_repeats_until_all_were_shown()
    {
        var generator = Generator();
        var guide = new DirectionGuide(generator, TimeProvider.System);
        var session = Begin(generator);
        var shown = new List<int>();
        for (var i = 0; i < 5; i++)
        {
            session = session.Apply(await guide.OfferAsync(session, TestContext.Current.CancellationToken));
            shown.AddRange(session.Open.Offer!.Indices);
            session = session.Apply(session.Next(generator.LatentSpace));
        }
        Assert.Equal([0, 1, 2, 3, 4], shown.Order());
        session = session.Apply(await guide.OfferAsync(session, TestContext.Current.CancellationToken));
        Assert.Equal(1, generator.Linearised);
    }

    [Fact]
    public async Task More_sliders_are_added_beside_those_there()
    {
        var generator = Generator();
        var guide = new DirectionGuide(generator, TimeProvider.System);
        var session = Begin(generator);
        session = session.Apply(await guide.OfferAsync(session, TestContext.Current.CancellationToken));
        var first = session.Open.Offer!;
        session = session.Apply(session.Move([0.5])).Apply(new MoreSliders(3));
        session = session.Apply(await guide.OfferAsync(session, TestContext.Current.CancellationToken));
        Assert.Equal(3, session.Open.Offer!.Rank);
        Assert.Equal(first.Directions.Values, session.Open.Offer.Select([0]).Directions.Values);
        Assert.Equal([0.5, 0, 0], session.Open.Place);
        Assert.Equal(3, session.Open.Offer.Indices.Distinct().Count());
    }

    [Fact]
    public async Task A_cancelled_computation_is_begun_again()
    {
        var generator = Generator();
        var guide = new DirectionGuide(generator, TimeProvider.System, ranges: new Cancelling());
        var session = Begin(generator);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => guide.OfferAsync(session, new CancellationToken(canceled: true)));
        Assert.Equal(1, (await guide.OfferAsync(session, TestContext.Current.CancellationToken)).Offer.Rank);
    }

    private sealed class Cancelling : IRangeRule
    {
        public Task<Subspace> ApplyAsync(IGenerator generator, Subspace subspace, CancellationToken cancellation)
        {
            cancellation.ThrowIfCancellationRequested();
            return new MeanDistanceRange().ApplyAsync(generator, subspace, cancellation);
        }
    }
}
