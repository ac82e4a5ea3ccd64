using System.Text.Json.Nodes;
using Rhumb.Generators;

namespace Rhumb.Tests.Rhumb.Generators;

public sealed class GeneratorFolderTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rhumb-manifest-");

    public GeneratorFolderTests()
    {
        foreach (var name in new[] { "decoder.onnx", "prior.onnx", "encoder.onnx" })
            File.WriteAllBytes(Path.Combine(_folder.FullName, name), [1, 2, 3]);
    }

    private string ManifestPath => Path.Combine(_folder.FullName, GeneratorFolder.ManifestName);

    public void Dispose() => _folder.Delete(recursive: true);

    private static GeneratorManifest Full() => new()
    {
        Name = "seat",
        Kind = GeneratorKind.Shape,
        Latent = [new LatentBlock("latent", [32], new NormalPrior())],
        Code = new LatentBlock("z", [128], new NormalPrior(0.7)),
        Files = new GeneratorFiles(new GeneratorFile("decoder.onnx"), new GeneratorFile("prior.onnx"), new GeneratorFile("encoder.onnx")),
        Shape = new ShapeLayout(-0.55f, 0.55f, 0.1f, 0.9f, UpAxis.Z),
        Licence = "CC-BY-3.0",
        Credits = [new Credit("Ä", "Chairs", "there", "CC-BY-3.0"), new Credit("Ä", "Stools", "there", "CC-BY-3.0"), new Credit("B", "Sofas", "there", "CC0-1.0")],
        TrainedBy = "./rhumb train seat --seed 1",
    };

    [Fact]
    public void WhatIsSavedLoadsEqualWithHashesFilledIn()
    {
        var saved = GeneratorFolder.Save(_folder.FullName, Full()).Manifest;
        var loaded = GeneratorFolder.Load(_folder.FullName).Manifest;
        Assert.Equal(saved.Files, loaded.Files);
        Assert.Equal("039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81", loaded.Files.Decoder.Sha256);
        Assert.Equal(Full().Shape, loaded.Shape);
        Assert.Equal(Full().Credits, loaded.Credits);
        Assert.Equal(Full().Code!.Prior, loaded.Code!.Prior);
        Assert.Equal(32, loaded.LatentSpace.Dimension);
        Assert.Equal(64, loaded.ModelHash!.Length);
        Assert.Equal("seat, CC-BY-3.0; after works by Ä (CC-BY-3.0), B (CC0-1.0)", loaded.CreditLine);
        Assert.Equal([1, 2, 3], GeneratorFolder.Load(ManifestPath).ReadFile(loaded.Files.Decoder));
    }

    [Fact]
    public void ATruncatedFileIsNotReadAsIfItWereWhole()
    {
        var folder = GeneratorFolder.Save(_folder.FullName, Full());
        File.WriteAllBytes(folder.PathOf(folder.Manifest.Files.Decoder), [1, 2]);
        Assert.Contains("truncated", Assert.Throws<RhumbException>(() => folder.ReadFile(folder.Manifest.Files.Decoder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileStopsSavingAndLoading()
    {
        GeneratorFolder.Save(_folder.FullName, Full());
        File.Delete(Path.Combine(_folder.FullName, "prior.onnx"));
        Assert.Contains("'prior.onnx', which is missing", Assert.Throws<RhumbException>(() => GeneratorFolder.Load(ManifestPath)).Message, StringComparison.Ordinal);
        Assert.Contains("'prior.onnx', which is missing", Assert.Throws<RhumbException>(() => GeneratorFolder.Save(_folder.FullName, Full())).Message, StringComparison.Ordinal);
        Assert.Contains("no generator manifest", Assert.Throws<RhumbException>(() => GeneratorFolder.Load(_folder.FullName + "x")).Message, StringComparison.Ordinal);
    }

    /// <summary>Writing that fails is one sentence and leaves nothing: here a folder is in the way.</summary>
    [Fact]
    public void WhatCannotBeWrittenLeavesNothing()
    {
        Directory.CreateDirectory(ManifestPath);
        Assert.Contains("is a folder", Assert.Throws<RhumbException>(() => GeneratorFolder.Save(_folder.FullName, Full())).Message, StringComparison.Ordinal);
        Assert.Equal(["decoder.onnx", "encoder.onnx", "prior.onnx"], _folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
    }

    public static TheoryData<string, string, string> Defects => new()
    {
        { "schema", "7", "use a Rhumb that fits" },
        { "name", "\"\"", "short name" },
        { "name", "null", "not a valid manifest" },
        { "kind", "\"smell\"", "not a valid manifest" },
        { "latent", "[]", "at least one latent block" },
        { "latent", "[{\"name\":\"a\",\"shape\":[0],\"prior\":{\"kind\":\"normal\"}}]", "positive lengths" },
        { "latent", "[{\"name\":\"a\",\"shape\":[2],\"prior\":{\"kind\":\"uniform\",\"low\":1,\"high\":-1}}]", "low below its high" },
        { "latent", "[{\"name\":\"a\",\"shape\":[2],\"prior\":{\"kind\":\"cauchy\"}}]", "not a valid manifest" },
        { "latent", "[{\"name\":\"a\",\"shape\":[2]}]", "not a valid manifest" },
        { "latent", "[{\"name\":\"a\",\"shape\":[2],\"prior\":{\"standardDeviation\":1}}]", "no 'kind'" },
        { "latent", "[null]", "'latent' holds null" },
        { "latent", "[{\"name\":\"a\",\"shape\":[1048576,1048576],\"prior\":{\"kind\":\"normal\"}}]", "coordinates" },
        { "latent", "[{\"name\":\"a\",\"shape\":[1048576,1048576,1048576,1048576],\"prior\":{\"kind\":\"normal\"}}]", "coordinates" },
        { "credits", "[null]", "'credits' holds null" },
        { "code", "null", "no 'code'" },
        { "shape", "null", "add it" },
        { "shape", "{\"scale\":0}", "in metres" },
        { "shape", "{\"low\":1}", "low ≥ high" },
        { "files", "{\"decoder\":{\"path\":\"../decoder.onnx\"},\"prior\":{\"path\":\"prior.onnx\"}}", "leaves the manifest's folder" },
        { "files", "{\"decoder\":{\"path\":\"decoder.onnx\",\"sha256\":\"12\"},\"prior\":{\"path\":\"prior.onnx\"}}", "64 hexadecimal digits" },
        { "kind", "\"image\"", "correct 'kind'" },
        { "image", "{\"height\":8,\"width\":8}", "drop it" },
        { "conditions", "[{\"kind\":\"label\",\"name\":\"class\",\"classes\":[\"a\",\"b\"]}]", "'conditions'" },
        { "licence", "\"\"", "SPDX" },
        { "colour", "\"red\"", "colour" },
    };

    [Theory]
    [MemberData(nameof(Defects))]
    public void EveryDefectIsOneSentenceWithARemedy(string property, string value, string reason)
    {
        GeneratorFolder.Save(_folder.FullName, Full());
        var json = JsonNode.Parse(File.ReadAllText(ManifestPath))!.AsObject();
        json[property] = JsonNode.Parse(value);
        File.WriteAllText(ManifestPath, json.ToJsonString());
        var message = Assert.Throws<RhumbException>(() => GeneratorFolder.Load(_folder.FullName)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    public static TheoryData<string, string, string> ImageDefects => new()
    {
        { "image", "{\"height\":0,\"width\":8}", "in pixels" },
        { "image", "{\"height\":8,\"width\":8,\"channels\":2}", "colour images 3" },
        { "image", "{\"height\":8,\"width\":8,\"low\":1}", "low ≥ high" },
        { "image", "{\"height\":8,\"width\":8,\"axes\":\"hwc\"}", "not a valid manifest" },
        { "conditions", "[{\"kind\":\"label\",\"name\":\"\",\"classes\":[\"a\"]}]", "no name" },
        { "conditions", "[{\"kind\":\"label\",\"name\":\"class\",\"classes\":[]}]", "different names" },
        { "conditions", "[{\"kind\":\"label\",\"name\":\"class\",\"classes\":[\"a\",\"A\"]}]", "different names" },
        { "conditions", "[{\"kind\":\"label\",\"name\":\"z\",\"classes\":[\"a\",\"b\"]}]", "two inputs have one name" },
        { "conditions", "[null]", "'conditions' holds null" },
        { "conditions", "[{\"name\":\"class\",\"classes\":[\"a\"]}]", "no 'kind'" },
        { "conditions", "[{\"kind\":\"smell\",\"name\":\"class\"}]", "not a valid manifest" },
    };

    [Theory]
    [MemberData(nameof(ImageDefects))]
    public void EveryDefectOfAnImageIsOneSentenceWithARemedy(string property, string value, string reason)
    {
        var saved = GeneratorFolder.Save(_folder.FullName, Full() with
        {
            Kind = GeneratorKind.Image, Shape = null, Latent = [new LatentBlock("z", [8], new NormalPrior())], Code = null, Files = new GeneratorFiles(new GeneratorFile("decoder.onnx")),
            Image = new ImageLayout(28, 24, 1, ImageAxes.ChannelsLast, 0, 255), Conditions = [new LabelCondition("class", ["a", "b"], LabelEncoding.Index)],
        }).Manifest;
        Assert.Equal(new ImageLayout(28, 24, 1, ImageAxes.ChannelsLast, 0, 255), saved.Image);
        var label = Assert.IsType<LabelCondition>(Assert.Single(saved.LatentSpace.Conditions));
        Assert.Equal(("class", LabelEncoding.Index, 1), (label.Name, label.Encoding, label.IndexOf("B")));
        var json = JsonNode.Parse(File.ReadAllText(ManifestPath))!.AsObject();
        json[property] = JsonNode.Parse(value);
        File.WriteAllText(ManifestPath, json.ToJsonString());
        var message = Assert.Throws<RhumbException>(() => GeneratorFolder.Load(_folder.FullName)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void ABrokenFileNamesTheLine()
    {
        File.WriteAllText(ManifestPath, "{\n  \"name\": \"seat\",\n  nonsense\n}");
        Assert.Contains("(line 3)", Assert.Throws<RhumbException>(() => GeneratorFolder.Load(ManifestPath)).Message, StringComparison.Ordinal);
    }
}
