using System.Text.Json.Nodes;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Frames;

namespace Rhumb.Studio.Tests.Walks;

/// <summary>Directions that cannot be found: said where it is so, and nowhere else.</summary>
public sealed class DirectionsFailedTests
{
    [Fact]
    public async Task What_failed_at_one_step_is_said_there_can_be_tried_again_and_has_not_failed_at_the_next()
    {
        var broken = true;
        var held = new TaskCompletionSource();
        await using var studio = await ChairStudio.StartAsync(generators: new ChairGenerator(
            linearising: cancellation => broken ? throw new RhumbException($"There is no derivative here.") : held.Task.WaitAsync(cancellation)));
        using var api = new Api(studio.Client);
        var id = (string)(await api.PostAsync("/api/sessions", new { seed = 7 }))["id"]!;
        await FailedAsync(api, id);

        // Tried again it fails again.
        var trying = await api.ActAsync(id, new { kind = "findDirections" });
        Assert.Equal(0, (int)trying["current"]!);
        await FailedAsync(api, id);

        // At another step nothing has failed: it is being computed, and found.
        broken = false;
        var start = await api.ActAsync(id, new { kind = "start" });
        Assert.Null((string?)start["directionsFailed"]);
        Assert.Null(start["line"]);
        held.SetResult();
        Assert.NotNull((await api.ReadyAsync(id))["line"]);

        // Back at the first it is not known to fail, either.
        await api.ActAsync(id, new { kind = "goTo", step = 0 });
        Assert.NotNull((await api.ReadyAsync(id))["line"]);
    }

    private static async Task<JsonNode> FailedAsync(Api api, string id)
    {
        using var page = await FramePage.ConnectAsync(api.Client.BaseAddress!, id);
        await page.ListenAsync();
        while (true)
        {
            var session = await api.GetAsync($"/api/sessions/{id}");
            if (session["directionsFailed"] is { } sentence)
            {
                Assert.Equal("There is no derivative here.", (string)sentence!);
                return session;
            }
            await page.NoteAsync("changed");
        }
    }
}
