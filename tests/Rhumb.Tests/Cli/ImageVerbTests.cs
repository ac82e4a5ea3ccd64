using Rhumb.Media;
using Rhumb.Tests.Rhumb.Generators.Images;

namespace Rhumb.Tests.Cli;

/// <summary>The verbs on a generator of images that the test makes.</summary>
public sealed class ImageVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Samples_are_pictures_that_carry_their_recipe_and_decode_again()
    {
        var generator = PatternGenerator.Write(_folder);
        await RhumbProcess.SucceedAsync("sample", generator, "--count", "3", "--seed", "7", "--condition", "time=dusk", "--output", _folder["out"]);
        Assert.Equal(["0000.png", "0001.png", "0002.png", "latents.npy"], Directory.EnumerateFiles(_folder["out"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var picture = Path.Combine(_folder["out"], "0001.png");
        Assert.Equal("dusk", RecipeFile.Read(picture).Point.Conditions["time"]);

        // The second one again: from the picture, and from its latent with the class.
        NpyFile.Write(_folder["z.npy"], NpyFile.ReadRows(Path.Combine(_folder["out"], "latents.npy")).Row(1), PatternGenerator.Dimension);
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", picture, "--output", _folder["a.npy"]);
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", _folder["z.npy"], "--condition", "time=dusk", "--output", _folder["b.npy"]);
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", picture, "--condition", "time=day", "--output", _folder["c.npy"]);
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", picture, "--output", _folder["a.png"]);
        var (a, b, c) = (NpyFile.Read(_folder["a.npy"]), NpyFile.Read(_folder["b.npy"]), NpyFile.Read(_folder["c.npy"]));
        Assert.Equal([PatternGenerator.Height, PatternGenerator.Width, 3], a.Shape);
        Assert.Equal(a.Values, b.Values);
        Assert.NotEqual(a.Values, c.Values);
        Assert.Equal(await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken) is { Length: > 100 } first ? Pixels(first) : [], Pixels(await File.ReadAllBytesAsync(_folder["a.png"], TestContext.Current.CancellationToken)));
    }

    [Fact]
    public Task Directions_are_found_under_a_class() => KindVerbs.FindsDirectionsAsync(PatternGenerator.Write(_folder), "time=night", "pixels");

    [Fact]
    public async Task Inspect_shows_image_and_classes()
    {
        var result = await RhumbProcess.SucceedAsync("models", "inspect", PatternGenerator.Write(_folder));
        Assert.Contains("30 × 20, colour", result.Output, StringComparison.Ordinal);
        Assert.Contains("condition time: day, night, dusk", result.Output, StringComparison.Ordinal);
    }

    /// <summary>A point of the decoder's code, or of the prior, opens where it was made without a word about its space; after the wrong word it is said which is right.</summary>
    [Theory]
    [InlineData("code", "prior", "z")]
    [InlineData("prior", "code", "latent")]
    public async Task An_export_opens_in_the_space_that_it_was_made_in(string made, string other, string block)
    {
        var generator = PatternGenerator.Write(_folder, prior: true);
        await RhumbProcess.SucceedAsync("sample", generator, "--space", made, "--seed", "3", "--output", _folder["out"]);
        var picture = Path.Combine(_folder["out"], "0000.png");
        await RhumbProcess.SucceedAsync("decode", generator, "--latent", picture, "--output", _folder["again.png"]);
        Assert.Equal([block], RecipeFile.Read(_folder["again.png"]).Point.Blocks.Keys);
        Assert.Equal(Pixels(await File.ReadAllBytesAsync(picture, TestContext.Current.CancellationToken)), Pixels(await File.ReadAllBytesAsync(_folder["again.png"], TestContext.Current.CancellationToken)));
        await RhumbProcess.SucceedAsync("directions", generator, "--latent", picture, "--rank", "2");
        (await RhumbProcess.RunAsync("decode", generator, "--space", other, "--latent", picture, "--output", _folder["no.png"])).FailedWith(1, picture, $"--space {made}");
    }

    [Theory]
    [InlineData("{\"w\":[1,2,3,4]}", "does not fit")]
    [InlineData("{\"z\":[1,2]}", "4 values, not 2")]
    [InlineData("{\"z\":null}", "damaged")]
    public async Task A_recipe_of_another_latent_is_one_sentence(string blocks, string part)
    {
        var recipe = _folder.Write("recipe.json", $$"""{"rhumbRecipe":1,"model":"patterns","point":{"blocks":{{blocks}},"conditions":{"time":"day"},"noiseSeed":0},"credit":"","licence":""}""");
        (await RhumbProcess.RunAsync("decode", PatternGenerator.Write(_folder), "--latent", recipe, "--output", _folder["no.png"])).FailedWith(1, recipe, part);
    }

    [Theory]
    [InlineData(1, "day, night, dusk", "decode", "--latent", "z.npy", "--output", "a.png")]
    [InlineData(1, "no class 'noon'", "sample", "--condition", "time=noon", "--output", "out")]
    [InlineData(1, "no condition 'weather'", "sample", "--condition", "weather=wet", "--output", "out")]
    [InlineData(2, "NAME=VALUE", "sample", "--condition", "time", "--output", "out")]
    [InlineData(2, "twice", "sample", "--condition", "time=day", "--condition", "time=dusk", "--output", "out")]
    [InlineData(2, ".png", "decode", "--latent", "z.npy", "--output", "a.glb")]
    [InlineData(2, ".png", "sample", "--format", "stl", "--output", "out")]
    [InlineData(2, "--up", "decode", "--latent", "z.npy", "--output", "a.png", "--up", "z")]
    [InlineData(1, "reduced or pixels or features", "directions", "--metric", "logits")]
    public async Task What_cannot_be_is_one_sentence(int exitCode, string part, string verb, params string[] arguments) =>
        (await KindVerbs.RunAsync(_folder, PatternGenerator.Write(_folder), PatternGenerator.Dimension, verb, arguments)).FailedWith(exitCode, part);

    /// <summary>The picture's own bytes, without what is written around them.</summary>
    private static byte[] Pixels(byte[] png)
    {
        var at = png.AsSpan().IndexOf("IDAT"u8);
        return png[at..];
    }
}
