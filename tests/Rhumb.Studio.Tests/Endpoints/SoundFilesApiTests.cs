using System.IO.Compression;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Tones;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class SoundFilesApiTests : IAsyncLifetime
{
    private ChairStudio _studio = null!;
    private Api _api = null!;

    public async ValueTask InitializeAsync() => _api = new Api((_studio = await ChairStudio.StartAsync(generators: ToneStudio.Open())).Client);

    public async ValueTask DisposeAsync()
    {
        _api.Dispose();
        await _studio.DisposeAsync();
    }

    [Fact]
    public async Task An_exported_sound_carries_recipe_and_credit_and_opens_again_where_it_was_made()
    {
        var id = (string)(await _api.PostAsync("/api/sessions", new { seed = 7, conditions = new { pitch = "A3" } }))["id"]!;
        await _api.ReadyAsync(id);
        await _api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await _api.ActReadyAsync(id, new { kind = "choose", conditions = new { pitch = "E4" } });
        await _api.ActAsync(id, new { kind = "move", place = new[] { -0.3 } });
        var response = await _api.Client.GetAsync($"/api/sessions/{id}/export", TestContext.Current.CancellationToken);
        Assert.Equal("audio/wav", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("tones.wav", response.Content.Headers.ContentDisposition?.FileName);
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var sound = WavReader.Decode(file, "a.wav");
        Assert.Equal((8000, 1, 4000), (sound.SampleRate, sound.Channels, sound.Length));
        var recipe = RecipeFile.Read(file, "a.wav");
        Assert.Equal(("tones", "E4"), (recipe.Model, recipe.Point.Conditions["pitch"]));
        Assert.Equal(3, recipe.Path.Count);
        Assert.Contains("The tests", recipe.Credit);

        var opened = await _api.OpenAsync(file, "a tone 音.wav");
        Assert.Equal("E4", (string)opened["conditions"]!["pitch"]!);
        var again = await _api.Client.GetByteArrayAsync($"/api/sessions/{(string)opened["id"]!}/export?format=wav", TestContext.Current.CancellationToken);
        Assert.Equal(sound.Samples, WavReader.Decode(again, "b.wav").Samples);
    }

    [Fact]
    public async Task Starred_sounds_are_exported_together_with_a_sheet_of_their_spectrograms()
    {
        var id = (string)(await _api.CreateAsync())["id"]!;
        await _api.ReadyAsync(id);
        await _api.ActAsync(id, new { kind = "star" });
        await _api.ActAsync(id, new { kind = "move", place = new[] { 0.7 } });
        await _api.ActAsync(id, new { kind = "star" });
        using var zip = new ZipArchive(await _api.Client.GetStreamAsync($"/api/sessions/{id}/stars/export?format=wav", TestContext.Current.CancellationToken));
        Assert.Equal(["01.wav", "02.wav", "sheet.png", "credit.txt"], zip.Entries.Select(entry => entry.Name));
        Assert.Equal("tones", RecipeFile.Read(zip.Bytes("02.wav"), "02.wav").Model);
        Assert.NotEqual(WavReader.Decode(zip.Bytes("01.wav"), "01.wav").Samples, WavReader.Decode(zip.Bytes("02.wav"), "02.wav").Samples);
        // The last one starred is what is shown.
        Assert.Equal(zip.Bytes("02.wav"), await _api.Client.GetByteArrayAsync($"/api/sessions/{id}/export", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("format=png")]
    [InlineData("format=mp3")]
    [InlineData("scale=2")]
    [InlineData("up=z")]
    [InlineData("size=1")]
    public async Task What_does_not_apply_is_refused(string query)
    {
        var id = (string)(await _api.CreateAsync())["id"]!;
        var refused = await Api.RefusalAsync(await _api.Client.GetAsync($"/api/sessions/{id}/export?{query}", TestContext.Current.CancellationToken));
        Assert.Equal(400, refused.Status);
        Assert.NotEqual("", refused.Remedy);
    }
}
