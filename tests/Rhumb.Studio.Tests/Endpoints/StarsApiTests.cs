using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class StarsApiTests() : StudioApiTests(() => PrintGenerator.Open())
{
    [Fact]
    public async Task Starred_results_are_exported_together_each_as_if_alone_with_a_sheet()
    {
        var id = await WalkAsync();
        var response = await Api.Client.GetAsync($"/api/sessions/{id}/stars/export?scale=2", TestContext.Current.CancellationToken);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["01.png", "02.png", "sheet.png", "credit.txt"], zip.Entries.Select(entry => entry.Name));
        Assert.Contains("The tests", System.Text.Encoding.UTF8.GetString(zip.Bytes("credit.txt")));
        Assert.NotEqual(zip.Bytes("01.png"), zip.Bytes("02.png"));
        var recipe = RecipeFile.Read(zip.Bytes("02.png"), "02.png");
        Assert.Equal(2, recipe.Path.Count);

        // Going back to a star shows what was starred, and that exports as the archive has it.
        var session = await Api.GetAsync($"/api/sessions/{id}");
        await Api.ActReadyAsync(id, new { kind = "goToStar", star = (int)session["stars"]![1]!["id"]! });
        Assert.Equal(zip.Bytes("02.png"), await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/export?scale=2", TestContext.Current.CancellationToken));
        Assert.Equal((int)session["stars"]![1]!["id"]!, (int)(await Api.GetAsync($"/api/sessions/{id}"))["starShown"]!);
    }

    [Fact]
    public async Task A_star_goes_with_the_session_and_is_taken_away()
    {
        var id = await WalkAsync();
        var star = (int)(await Api.GetAsync($"/api/sessions/{id}"))["stars"]![0]!["id"]!;
        var after = await Api.ActAsync(id, new { kind = "unstar", star });
        Assert.Single(after["stars"]!.AsArray());
        var refused = await Api.RefusalAsync(await Api.Client.PostAsync($"/api/sessions/{id}/events", JsonContent.Create(new { kind = "goToStar", star }), TestContext.Current.CancellationToken));
        Assert.Equal(409, refused.Status);
        // What is shown is the other one: the same action takes its star away, too.
        after = await Api.ActAsync(id, new { kind = "star" });
        Assert.Empty(after["stars"]!.AsArray());
        refused = await Api.RefusalAsync(await Api.Client.GetAsync($"/api/sessions/{id}/stars/export", TestContext.Current.CancellationToken));
        Assert.Equal(409, refused.Status);
        Assert.NotEqual("", refused.Remedy);
    }

    private async Task<string> WalkAsync()
    {
        var id = (string)(await Api.PostAsync("/api/sessions", new { seed = 7 }))["id"]!;
        await Api.ReadyAsync(id);
        await Api.ActAsync(id, new { kind = "star" });
        await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActAsync(id, new { kind = "move", place = new[] { -0.3 } });
        JsonNode starred = await Api.ActAsync(id, new { kind = "star" });
        Assert.Equal(2, starred["stars"]!.AsArray().Count);
        return id;
    }
}
