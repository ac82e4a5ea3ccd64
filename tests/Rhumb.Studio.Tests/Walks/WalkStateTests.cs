using System.Collections.Immutable;
using Rhumb.Generators;
using Rhumb.Sessions;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Tests.Walks;

public sealed class WalkStateTests
{
    /// <summary>The strip of random trees is what its words say, by the plain definition of each.</summary>
    [Fact]
    public void The_strip_is_the_way_to_the_open_node_and_on_with_one_step_for_each_point_and_the_branches_beside_it()
    {
        var random = new Random(3);
        var branches = 0;
        for (var trial = 0; trial < 200; trial++)
        {
            var state = Tree(random, nodes: 1 + trial % 40);
            var (nodes, strip) = (state.Session.Nodes, state.Strip);
            List<int> ahead = [];
            for (var id = state.Session.Current; state.LastChild.TryGetValue(id, out var child); id = child) ahead.Add(child);
            int[] way = [.. state.Session.Path.Select(node => node.Id), .. ahead];

            // One step for each point of the way, in its order; the open node stands for its own, the last one for any other.
            Assert.Equal(way.Select(id => Root(nodes, id)).Distinct(), strip.Select(step => Root(nodes, step.Node)));
            foreach (var step in strip)
            {
                var same = way.Where(id => Root(nodes, id) == Root(nodes, step.Node)).ToArray();
                Assert.Equal(same.Contains(state.Session.Current) ? state.Session.Current : same[^1], step.Node);
                Assert.Equal(nodes[Root(nodes, step.Node)].Kind == SessionNodeKind.Start, step.IsStart);
                var others = nodes.Where(child => child.Kind != SessionNodeKind.AnotherDirection && child.Parent is { } parent
                    && Root(nodes, parent) == Root(nodes, step.Node) && !way.Contains(child.Id));
                Assert.Equal(others.Select(child => child.Id), step.OtherBranches);
                branches += step.OtherBranches.Count;
            }
        }
        Assert.True(branches > 200, "the trees have hardly any branches, so the test says little");
    }

    private static int Root(ImmutableList<SessionNode> nodes, int id) =>
        nodes[id].Kind == SessionNodeKind.AnotherDirection ? Root(nodes, nodes[id].Parent!.Value) : id;

    /// <summary>A session as a person might leave it: nodes that come from any earlier one, any of them open, and children that were open last.</summary>
    private static WalkState Tree(Random random, int nodes)
    {
        using var chairs = new ChairGenerator();
        var session = Session.Begin(new Started("", "chair", null, chairs.LatentSpace.Sample(0), 0));
        for (var id = 1; id < nodes; id++)
            session = session with
            {
                Nodes = session.Nodes.Add(session.Nodes[0] with
                {
                    Id = id,
                    Parent = random.Next(Math.Max(0, id - 6), id),
                    Kind = (SessionNodeKind)random.Next(Enum.GetValues<SessionNodeKind>().Length),
                }),
            };
        var last = session.Nodes.Where(node => node.Parent is not null && random.Next(4) > 0).GroupBy(node => node.Parent!.Value)
            .ToImmutableDictionary(family => family.Key, family => family.ElementAt(random.Next(family.Count())).Id);
        return new WalkState(session with { Current = random.Next(nodes) }, 1, [], last);
    }
}
