using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rhumb.Studio.Tests.Chairs;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class SessionsApiTests : StudioApiTests
{
    [Fact]
    public async Task A_session_begins_at_the_start_that_its_seed_names_and_gets_a_direction()
    {
        var one = await Api.CreateAsync(7);
        var same = await Api.CreateAsync(7);
        Assert.Single(one["path"]!.AsArray());
        Assert.True((double)one["line"]!["ranges"]![0]! > 0);
        Assert.Equal(1, (int)one["interactions"]!);
        Assert.Equal(one["line"]!.ToJsonString(), same["line"]!.ToJsonString());
        Assert.False((bool)one["canUndo"]!);
    }

    [Fact]
    public async Task Going_here_opens_a_step_at_the_chosen_shape_and_another_direction_does_not()
    {
        var id = Id(await Api.CreateAsync());
        var moved = await Api.ActAsync(id, new { kind = "move", place = new[] { 0.5 } });
        Assert.Equal(0.5, (double)moved["place"]![0]!);
        var change = await Api.GetAsync($"/api/sessions/{id}/change");
        Assert.InRange((double)change["fromStart"]!, 0.02, 1);

        var here = await Api.ActReadyAsync(id, new { kind = "next" });
        Assert.Equal(2, here["path"]!.AsArray().Count);
        Assert.Equal(0, (double)here["place"]![0]!);
        Assert.Equal((double)change["fromStart"]!, (double)(await Api.GetAsync($"/api/sessions/{id}/change"))["fromStart"]!, 6);

        var other = await Api.ActReadyAsync(id, new { kind = "next" });
        Assert.Equal(2, other["path"]!.AsArray().Count);
        Assert.NotEqual((int)here["current"]!, (int)other["current"]!);
        Assert.Equal(3, (int)other["interactions"]!);
    }

    [Fact]
    public async Task Next_takes_the_place_along_so_that_nothing_lies_between_letting_go_and_going_on()
    {
        var id = Id(await Api.CreateAsync());
        var here = await Api.ActReadyAsync(id, new { kind = "next", place = new[] { -0.7 } });
        Assert.Equal(2, here["path"]!.AsArray().Count);
    }

    [Fact]
    public async Task Undo_recentres_first_then_steps_back_and_redo_returns()
    {
        var id = Id(await Api.CreateAsync());
        var second = await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActAsync(id, new { kind = "move", place = new[] { 0.3 } });
        var centred = await Api.ActAsync(id, new { kind = "undo" });
        Assert.Equal((int)second["current"]!, (int)centred["current"]!);
        Assert.Equal(0, (double)centred["place"]![0]!);
        var back = await Api.ActAsync(id, new { kind = "undo" });
        Assert.Equal(0, (int)back["current"]!);
        Assert.False((bool)back["canUndo"]!);
        Assert.Equal(2, back["path"]!.AsArray().Count);   // what redo leads to stays in sight
        var again = await Api.ActAsync(id, new { kind = "redo" });
        Assert.Equal((int)second["current"]!, (int)again["current"]!);
    }

    [Fact]
    public async Task Going_on_from_an_earlier_step_begins_a_branch_and_the_old_one_stays_reachable()
    {
        var id = Id(await Api.CreateAsync());
        var first = await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActAsync(id, new { kind = "goTo", step = 0 });
        var branch = await Api.ActReadyAsync(id, new { kind = "next", place = new[] { -0.6 } });
        Assert.Equal(2, branch["path"]!.AsArray().Count);
        Assert.Equal([(int)first["current"]!], branch["path"]![0]!["otherBranches"]!.AsArray().Select(step => (int)step!));
        var old = await Api.ActAsync(id, new { kind = "goTo", step = (int)first["current"]! });
        Assert.Equal((int)first["current"]!, (int)old["path"]![1]!["id"]!);
        Assert.Equal([(int)branch["current"]!], old["path"]![0]!["otherBranches"]!.AsArray().Select(step => (int)step!));
    }

    [Fact]
    public async Task The_kept_shape_can_be_made_current_again()
    {
        var id = Id(await Api.CreateAsync());
        await Api.ActAsync(id, new { kind = "move", place = new[] { 0.4 } });
        var kept = await Api.ActAsync(id, new { kind = "keep" });
        Assert.Equal(0, (int)kept["best"]!["step"]!);
        var before = await Api.GetAsync($"/api/sessions/{id}/change");
        await Api.ActReadyAsync(id, new { kind = "next", place = new[] { -0.9 } });
        var best = await Api.ActAsync(id, new { kind = "goToBest" });
        Assert.Equal(0.4, (double)best["place"]![0]!);
        Assert.Equal(before.ToJsonString(), (await Api.GetAsync($"/api/sessions/{id}/change")).ToJsonString());
    }

    [Fact]
    public async Task Sliders_are_added_beside_the_old_one_and_taken_away_again()
    {
        var one = await Api.CreateAsync();
        var id = Id(one);
        await Api.ActAsync(id, new { kind = "move", place = new[] { 0.25 } });
        var three = await Api.ActReadyAsync(id, new { kind = "sliders", count = 3 });
        Assert.Equal([0.25, 0, 0], three["place"]!.AsArray().Select(t => (double)t!));
        Assert.Equal((double)one["line"]!["ranges"]![0]!, (double)three["line"]!["ranges"]![0]!);
        var two = await Api.ActReadyAsync(id, new { kind = "sliders", count = 2 });
        Assert.Equal([0.25, 0], two["place"]!.AsArray().Select(t => (double)t!));
        Assert.Equal(3, (int)two["interactions"]!);
    }

    [Fact]
    public async Task A_new_start_is_undone_like_everything_else()
    {
        var id = Id(await Api.CreateAsync());
        var start = await Api.ActReadyAsync(id, new { kind = "start" });
        Assert.True((bool)start["path"]![1]!["isStart"]!);
        Assert.Equal(0, (double)(await Api.GetAsync($"/api/sessions/{id}/change"))["fromStart"]!);
        Assert.Equal(0, (int)(await Api.ActAsync(id, new { kind = "undo" }))["current"]!);
    }

    [Fact]
    public async Task Only_sessions_worth_coming_back_to_are_listed_and_names_are_kept()
    {
        await Api.CreateAsync();
        var id = Id(await Api.CreateAsync());
        Assert.Equal(0, (int)(await Api.GetAsync("/api/sessions"))["total"]!);
        await Api.ActAsync(id, new { kind = "rename", name = "椅子 à la Rietveld" });
        var listed = Assert.Single((await Api.GetAsync("/api/sessions"))["sessions"]!.AsArray());
        Assert.Equal((id, "椅子 à la Rietveld"), ((string)listed!["id"]!, (string)listed["name"]!));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var id = Id(await Api.CreateAsync());
        await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActReadyAsync(id, new { kind = "sliders", count = 2 });
        await Api.ActAsync(id, new { kind = "move", place = new[] { 0.1, -0.2 } });
        await Api.ActAsync(id, new { kind = "keep" });
        var before = await Api.GetAsync($"/api/sessions/{id}");
        await RestartAsync();
        Assert.Equal(before.ToJsonString(), (await Api.GetAsync($"/api/sessions/{id}")).ToJsonString());
    }

    [Theory]
    [InlineData("en", "not in the studio", "Open another")]
    [InlineData("zh-CN,zh;q=0.9,en;q=0.8", "没有这个会话", "请打开")]
    public async Task What_does_not_fit_is_refused_with_a_sentence_and_changes_nothing(string language, string sentence, string remedy)
    {
        Api.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        var id = Id(await Api.CreateAsync());
        var before = await Api.GetAsync($"/api/sessions/{id}");
        foreach (var action in new object[]
        {
            new { kind = "goTo", step = 99 }, new { kind = "move", place = new[] { 2.0 } }, new { kind = "move", place = new[] { 0.1, 0.1 } },
            new { kind = "next", place = new[] { -7.0 } }, new { kind = "sliders", count = 9 }, new { kind = "undo" }, new { kind = "redo" },
            new { kind = "dance" }, new { }, new { kind = "move" }, new { kind = "move", place = (double[]?)null }, new { kind = "goTo" }, new { kind = "choose" },
            new { kind = "unstar" }, new { kind = "rename" }, new { kind = "rename", name = new string('x', 200) },
        })
        {
            var refused = await Api.RefusalAsync(await Api.Client.PostAsJsonAsync($"/api/sessions/{id}/events", action, TestContext.Current.CancellationToken));
            Assert.InRange(refused.Status, 400, 409);
            Assert.DoesNotContain("   at ", refused.Detail);
            Assert.Equal(language.StartsWith("zh", StringComparison.Ordinal), refused.Detail.Any(character => character is >= '\u4e00' and <= '\u9fff'));
        }
        Assert.Equal(before.ToJsonString(), (await Api.GetAsync($"/api/sessions/{id}")).ToJsonString());

        var missing = await Api.RefusalAsync(await Api.Client.GetAsync("/api/sessions/none", TestContext.Current.CancellationToken));
        Assert.Equal(404, missing.Status);
        Assert.Contains(sentence, missing.Detail);
        Assert.Contains(remedy, missing.Remedy);
    }

    [Fact]
    public async Task Another_site_is_kept_out()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/sessions") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Origin", "https://evil.example");
        Assert.Equal(403, (await Api.RefusalAsync(await Api.Client.SendAsync(request, TestContext.Current.CancellationToken))).Status);
        using var rebound = new HttpRequestMessage(HttpMethod.Get, "/api/sessions");
        rebound.Headers.Host = "evil.example";
        Assert.Equal(403, (await Api.RefusalAsync(await Api.Client.SendAsync(rebound, TestContext.Current.CancellationToken))).Status);
    }

    private static string Id(JsonNode session) => (string)session["id"]!;
}
