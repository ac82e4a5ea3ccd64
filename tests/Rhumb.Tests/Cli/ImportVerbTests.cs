using Rhumb.Tests.Architecture;
using Rhumb.Tests.Rhumb.Generators.Images;

namespace Rhumb.Tests.Cli;

/// <summary><c>rhumb import</c> as it is typed.</summary>
public sealed class ImportVerbTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("'time' twice", "--set", "time=1", "--set", "time=0")]
    [InlineData("'time' twice", "--classes", "time=a,b", "--classes", "time=b,c")]
    [InlineData("names no class", "--classes", "time=")]
    [InlineData("names no class", "--classes", "time= , ")]
    [InlineData("INPUT=", "--set", "0.5")]
    [InlineData("takes a number", "--set", "time=noon")]
    public async Task Wrong_usage_is_one_sentence(string part, params string[] options)
    {
        var model = Path.Combine(PatternGenerator.Write(_folder), "decoder.onnx");
        (await RhumbProcess.RunAsync(["import", model, .. options, "--output", _folder["mine"]])).FailedWith(2, part);
        Assert.False(Directory.Exists(_folder["mine"]));
    }

    [Fact]
    public async Task An_image_or_a_sound_comes_with_its_samples_and_the_studio_is_next()
    {
        var image = await RhumbProcess.SucceedAsync("import", Path.Combine(PatternGenerator.Write(_folder, encoding: null), "decoder.onnx"), "--output", _folder["images"]);
        Assert.Contains($"{_folder["images"]} holds the generator and samples.png: look at it. Then: rhumb studio {_folder["images"]}", image.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["images/samples.png"]));
        var sound = await RhumbProcess.SucceedAsync("import", Path.Combine(Repository.Root, "tests", "fixtures", "exported", "wavegan.onnx"), "--rate", "16000", "--output", _folder["waves"]);
        Assert.Contains($"listen to it. Then: rhumb studio {_folder["waves"]}", sound.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(_folder["waves/samples.wav"]));
    }
}
