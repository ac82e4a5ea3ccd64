using System.IO.Compression;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class StarsApiTests : IAsyncLifetime
{
    private ChairStudio _studio = null!;
    private Api _api = null!;

    public async ValueTask InitializeAsync() => _api = new Api((_studio = await ChairStudio.StartAsync(generators: PrintGenerator.Open())).Client);

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task Starred_results_are_exported_together_each_as_if_alone_with_a_sheet()
    {
        var id = await WalkAsync();
        var response = await _api.Client.GetAsync($"/api/sessions/{id}/stars/export?scale=2", TestContext.Current.CancellationToken);
        Assert.Equal("application/zip", response.Content.Headers.ContentType?.MediaType);
        using var zip = new ZipArchive(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal(["01.png", "02.png", "sheet.png", "credit.txt"], zip.Entries.Select(entry => entry.Name));
        Assert.Contains("The tests", System.Text.Encoding.UTF8.GetString(zip.Bytes("credit.txt")));
        Assert.NotEqual(zip.Bytes("01.png"), zip.Bytes("02.png"));
        var recipe = RecipeFile.Read(zip.Bytes("02.png"), "02.png");
        Assert.Equal(2, recipe.Path.Count);

        // Going back to a star shows what was starred, and that exports as the archive has it.
        var session = await _api.GetAsync($"/api/sessions/{id}");
        await _api.ActReadyAsync(id, new { kind = "goToStar", star = (int)session["stars"]![1]!["id"]! });
        Assert.Equal(zip.Bytes("02.png"), await _api.Client.GetByteArrayAsync($"/api/sessions/{id}/export?scale=2", TestContext.Current.CancellationToken));
        Assert.Equal((int)session["stars"]![1]!["id"]!, (int)(await _api.GetAsync($"/api/sessions/{id}"))["starShown"]!);
    }

    [Fact]
    public async Task A_star_goes_with_the_session_and_is_taken_away()
    {
        var id = await WalkAsync();
        var star = (int)(await _api.GetAsync($"/api/sessions/{id}"))["stars"]![0]!["id"]!;
        var after = await _api.ActAsync(id, new { kind = "unstar", star });
        Assert.Single(after["stars"]!.AsArray());
        var refused = await Api.RefusalAsync(await _api.Client.PostAsync($"/api/sessions/{id}/events", JsonContent.Create(new { kind = "goToStar", star }), TestContext.Current.CancellationToken));
        Assert.Equal(409, refused.Status);
        // What is shown is the other one: the same action takes its star away, too.
        after = await _api.ActAsync(id, new { kind = "star" });
        Assert.Empty(after["stars"]!.AsArray());
        refused = await Api.RefusalAsync(await _api.Client.GetAsync($"/api/sessions/{id}/stars/export", TestContext.Current.CancellationToken));
        Assert.Equal(409, refused.Status);
        Assert.NotEqual("", refused.Remedy);
    }

    private async Task<string> WalkAsync()
    {
        var id = (string)(await _api.PostAsync("/api/sessions", new { seed = 7 }))["id"]!;
        await _api.ReadyAsync(id);
        await _api.ActAsync(id, new { kind = "star" });
        await _api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await _api.ActAsync(id, new { kind = "move", place = new[] { -0.3 } });
        JsonNode starred = await _api.ActAsync(id, new { kind = "star" });
        Assert.Equal(2, starred["stars"]!.AsArray().Count);
        return id;
    }
}
