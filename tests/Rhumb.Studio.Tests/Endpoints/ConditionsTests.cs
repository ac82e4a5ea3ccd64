using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Frames;
using Rhumb.Studio.Tests.Prints;

namespace Rhumb.Studio.Tests.Endpoints;

/// <summary>Conditions are chosen in a session as everything else is done in it.</summary>
public sealed class ConditionsTests() : StudioApiTests(() => PrintGenerator.Open())
{
    [Fact]
    public async Task Another_class_is_a_step_at_the_place_that_was_shown_and_undo_takes_it_back()
    {
        var start = await BeginAsync("disc");
        var id = (string)start["id"]!;
        Assert.Equal("disc", Motif(start));
        await Api.ActAsync(id, new { kind = "move", place = new[] { 0.5 } });
        var shown = await FrameAsync(id, 0, 0.5f);
        var chosen = await Api.ActReadyAsync(id, new { kind = "choose", conditions = new { motif = "square" } });
        Assert.Equal("square", Motif(chosen));
        Assert.Equal([true, false], chosen["path"]!.AsArray().Select(step => (bool)step!["isStart"]!));
        Assert.NotEqual(shown, await FrameAsync(id, 1));
        Assert.Equal(2, (int)chosen["interactions"]!);

        // The walk goes on under the class.
        var further = await Api.ActReadyAsync(id, new { kind = "next", place = new[] { -0.4 } });
        Assert.Equal("square", Motif(further));
        await Api.ActAsync(id, new { kind = "undo" });
        var undone = await Api.ActAsync(id, new { kind = "undo" });
        Assert.Equal("disc", Motif(undone));
        Assert.Equal(0.5, (double)undone["place"]![0]!);
        Assert.Equal("square", Motif(await Api.ActAsync(id, new { kind = "redo" })));

        // The same place under the first class again is the same image.
        await Api.ActReadyAsync(id, new { kind = "goTo", step = 1 });
        var back = await Api.ActReadyAsync(id, new { kind = "choose", conditions = new { motif = "disc" } });
        Assert.Equal(shown, await FrameAsync(id, (uint)(int)back["current"]!));
    }

    [Fact]
    public async Task A_new_start_keeps_the_class_and_the_same_class_again_is_nothing()
    {
        var id = (string)(await BeginAsync("stripes"))["id"]!;
        for (var seed = 0; seed < 8; seed++) Assert.Equal("stripes", Motif(await Api.ActAsync(id, new { kind = "start", seed })));
        var before = await Api.ReadyAsync(id);
        var after = await Api.ActAsync(id, new { kind = "choose", conditions = new { motif = "Stripes" } });
        Assert.Equal((long)before["actions"]!, (long)after["actions"]!);
    }

    [Fact]
    public async Task The_class_is_there_after_a_restart_and_in_a_session_file()
    {
        var id = (string)(await BeginAsync("disc"))["id"]!;
        await Api.ActReadyAsync(id, new { kind = "choose", conditions = new { motif = "square" } });
        var (before, image) = (await Api.GetAsync($"/api/sessions/{id}"), await FrameAsync(id, 1));
        var file = await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/file", TestContext.Current.CancellationToken);
        await RestartAsync();
        Assert.Equal(before.ToJsonString(), (await Api.GetAsync($"/api/sessions/{id}")).ToJsonString());
        Assert.Equal(image, await FrameAsync(id, 1));
        await using var other = await ChairStudio.StartAsync(generators: PrintGenerator.Open());
        using var api = new Api(other.Client);
        using var content = new ByteArrayContent(file);
        var opened = await api.Client.PostAsync("/api/files", content, TestContext.Current.CancellationToken);
        Assert.Equal("square", Motif(JsonNode.Parse(await opened.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
    }

    [Theory]
    [InlineData("en", "motif", "hexagon", "disc, stripes, square")]
    [InlineData("en", "colour", "red", "it has motif")]
    [InlineData("zh-CN", "motif", "hexagon", "没有类别")]
    public async Task What_there_is_not_is_refused_and_changes_nothing(string language, string name, string value, string part)
    {
        Api.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", language);
        var id = (string)(await BeginAsync("disc"))["id"]!;
        var before = await Api.ReadyAsync(id);
        var wrong = new Dictionary<string, string> { [name] = value };
        Assert.Contains(part, await RefusedAsync($"/api/sessions/{id}/events", new { kind = "choose", conditions = wrong }));
        Assert.Contains(part, await RefusedAsync("/api/sessions", new { conditions = wrong }));
        Assert.Equal(before.ToJsonString(), (await Api.GetAsync($"/api/sessions/{id}")).ToJsonString());
    }

    private async Task<JsonNode> BeginAsync(string motif) =>
        await Api.ReadyAsync((string)(await Api.PostAsync("/api/sessions", new { seed = 7, conditions = new { motif } }))["id"]!);

    private async Task<string> RefusedAsync(string path, object body)
    {
        var refused = await Api.RefusalAsync(await Api.Client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken));
        Assert.Equal(409, refused.Status);
        return refused.Detail;
    }

    /// <summary>The image at a place of a step.</summary>
    private async Task<byte[]> FrameAsync(string id, uint step, params float[] place)
    {
        using var page = await FramePage.ConnectAsync(new Uri(Studio.Url), id);
        await page.SendAsync(1, FrameChannel.Scrub, step, place);
        return (await page.FrameAsync(1))[16..];
    }

    private static string Motif(JsonNode session) => (string)session["conditions"]!["motif"]!;
}
