using System.Text.Json;
using Rhumb.Media;
using Rhumb.Tests.Rhumb.Generators.Audio;

namespace Rhumb.Tests.Cli;

/// <summary>The verbs on a generator of sounds that the test makes.</summary>
public sealed class SoundVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Samples_are_sounds_that_carry_their_recipe_and_decode_again()
    {
        var generator = ToneGenerator.Write(_folder, form: ToneGenerator.Form.Spectral);
        await RhumbProcess.SucceedAsync("sample", generator, "--count", "2", "--seed", "7", "--condition", "pitch=E4", "--output", _folder["out"]);
        Assert.Equal(["0000.wav", "0001.wav", "latents.npy"], Directory.EnumerateFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var sound = Path.Combine(_folder["out"], "0001.wav");
        Assert.Equal("E4", RecipeFile.Read(sound).Point.Conditions["pitch"]);
        var heard = WavReader.Read(sound);
        Assert.Equal((ToneGenerator.Rate, 1, ToneGenerator.Length), (heard.SampleRate, heard.Channels, heard.Length));

        // The second one again from its file: the same file but for the seed in its recipe, and the same samples.
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", sound, "--output", _folder["a.wav"]);
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", sound, "--output", _folder["a.npy"]);
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", sound, "--condition", "pitch=A4", "--output", _folder["b.npy"]);
        Assert.Equal(heard.Samples, WavReader.Read(_folder["a.wav"]).Samples);
        var (a, b) = (NpyFile.Read(_folder["a.npy"]), NpyFile.Read(_folder["b.npy"]));
        Assert.Equal([ToneGenerator.Length], a.Shape);
        Assert.True(Sounds.SignalToNoise(a.Values, heard.Samples) > 60);
        Assert.NotEqual(a.Values, b.Values);
    }

    [Fact]
    public Task Directions_are_found_under_a_pitch() => KindVerbs.FindsDirectionsAsync(ToneGenerator.Write(_folder), "pitch=A3", "spectrum");

    [Theory, InlineData("lines"), InlineData("gradient")]
    public async Task A_search_makes_a_sound_more_like_a_family(string method)
    {
        var generator = ToneGenerator.WriteJudged(_folder);
        var result = await RhumbProcess.SucceedAsync(
            "search", generator, "--score", "class:family=brass", "--method", method, "--budget", "3", "--positions", "9", "--seed", "1", "--condition", "pitch=A3", "--output", _folder["out"], "--json");
        using var document = JsonDocument.Parse(result.Output);
        Assert.Equal("class:family=brass", document.RootElement.GetProperty("score").GetString());
        Assert.True(document.RootElement.GetProperty("best").GetDouble() > document.RootElement.GetProperty("initial").GetDouble());
        Assert.Equal("A3", RecipeFile.Read(_folder["out/best.wav"]).Point.Conditions["pitch"]);
    }

    [Fact]
    public async Task Inspect_shows_sound_and_classes()
    {
        var wave = await RhumbProcess.SucceedAsync("models", "inspect", ToneGenerator.Write(_folder));
        Assert.Contains("4000 samples at 8000 Hz, as a waveform", wave.Output, StringComparison.Ordinal);
        Assert.Contains("condition pitch: A3, E4, A4", wave.Output, StringComparison.Ordinal);
        var spectrum = await RhumbProcess.SucceedAsync("models", "inspect", ToneGenerator.Write(_folder, "spectra", ToneGenerator.Form.Spectral));
        Assert.Contains("33 frames × 256 bins", spectrum.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, ".wav", "decode", "--latent", "z.npy", "--output", "a.png")]
    [InlineData(2, ".wav", "sample", "--format", "glb", "--output", "out")]
    [InlineData(1, "A3, E4, A4", "decode", "--latent", "z.npy", "--output", "a.wav")]
    [InlineData(1, "mel or spectrum", "directions", "--metric", "pixels")]
    [InlineData(1, "volume", "search", "--score", "volume", "--output", "out")]
    [InlineData(1, "no classifier", "search", "--score", "class:brass", "--output", "out")]
    public async Task What_cannot_be_is_one_sentence(int exitCode, string part, string verb, params string[] arguments) =>
        (await KindVerbs.RunAsync(_folder, ToneGenerator.Write(_folder), ToneGenerator.Dimension, verb, arguments)).FailedWith(exitCode, part);
}
