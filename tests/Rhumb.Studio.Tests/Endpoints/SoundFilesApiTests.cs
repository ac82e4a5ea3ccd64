using System.IO.Compression;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Tones;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class SoundFilesApiTests() : StudioApiTests(ToneStudio.Open)
{
    [Fact]
    public async Task An_exported_sound_carries_recipe_and_credit_and_opens_again_where_it_was_made()
    {
        var id = (string)(await Api.PostAsync("/api/sessions", new { seed = 7, conditions = new { pitch = "A3" } }))["id"]!;
        await Api.ReadyAsync(id);
        await Api.ActReadyAsync(id, new { kind = "next", place = new[] { 0.6 } });
        await Api.ActReadyAsync(id, new { kind = "choose", conditions = new { pitch = "E4" } });
        await Api.ActAsync(id, new { kind = "move", place = new[] { -0.3 } });
        var response = await Api.Client.GetAsync($"/api/sessions/{id}/export", TestContext.Current.CancellationToken);
        Assert.Equal("audio/wav", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("tones.wav", response.Content.Headers.ContentDisposition?.FileName);
        var file = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var sound = WavReader.Decode(file, "a.wav");
        Assert.Equal((8000, 1, 4000), (sound.SampleRate, sound.Channels, sound.Length));
        var recipe = RecipeFile.Read(file, "a.wav");
        Assert.Equal(("tones", "E4"), (recipe.Model, recipe.Point.Conditions["pitch"]));
        Assert.Equal(3, recipe.Path.Count);
        Assert.Contains("The tests", recipe.Credit);

        var opened = await Api.OpenAsync(file, "a tone 音.wav");
        Assert.Equal("E4", (string)opened["conditions"]!["pitch"]!);
        var again = await Api.Client.GetByteArrayAsync($"/api/sessions/{(string)opened["id"]!}/export?format=wav", TestContext.Current.CancellationToken);
        Assert.Equal(sound.Samples, WavReader.Decode(again, "b.wav").Samples);
    }

    [Fact]
    public async Task Starred_sounds_are_exported_together_with_a_sheet_of_their_spectrograms()
    {
        var id = (string)(await Api.CreateAsync())["id"]!;
        await Api.ReadyAsync(id);
        await Api.ActAsync(id, new { kind = "star" });
        await Api.ActAsync(id, new { kind = "move", place = new[] { 0.7 } });
        await Api.ActAsync(id, new { kind = "star" });
        using var zip = new ZipArchive(await Api.Client.GetStreamAsync($"/api/sessions/{id}/stars/export?format=wav", TestContext.Current.CancellationToken));
        Assert.Equal(["01.wav", "02.wav", "sheet.png", "credit.txt"], zip.Entries.Select(entry => entry.Name));
        Assert.Equal("tones", RecipeFile.Read(zip.Bytes("02.wav"), "02.wav").Model);
        Assert.NotEqual(WavReader.Decode(zip.Bytes("01.wav"), "01.wav").Samples, WavReader.Decode(zip.Bytes("02.wav"), "02.wav").Samples);
        // The last one starred is what is shown.
        Assert.Equal(zip.Bytes("02.wav"), await Api.Client.GetByteArrayAsync($"/api/sessions/{id}/export", TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("format=png")]
    [InlineData("format=mp3")]
    [InlineData("scale=2")]
    [InlineData("up=z")]
    [InlineData("size=1")]
    [InlineData("detail=full")]
    public async Task What_does_not_apply_is_refused(string query)
    {
        var id = (string)(await Api.CreateAsync())["id"]!;
        var refused = await Api.RefusalAsync(await Api.Client.GetAsync($"/api/sessions/{id}/export?{query}", TestContext.Current.CancellationToken));
        Assert.Equal(400, refused.Status);
        Assert.NotEqual("", refused.Remedy);
    }
}
