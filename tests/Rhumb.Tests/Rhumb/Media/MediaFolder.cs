using System.Numerics;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Tests.Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Media;

/// <summary>A folder for one test, gone afterwards, with something to export.</summary>
internal sealed class MediaFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rhumb-media-");

    public static GeneratorManifest Manifest { get; } = new()
    {
        Name = "seat",
        Kind = GeneratorKind.Shape,
        Latent = [new LatentBlock("latent", [8], new NormalPrior())],
        Files = new GeneratorFiles(new GeneratorFile("decoder.onnx", new string('a', 64))),
        Shape = new ShapeLayout(Scale: 0.9f),
        Licence = "CC-BY-3.0",
        Credits = [new Credit("Señora Ä. 陈", "Chairs", "a library", "CC-BY-3.0")],
    };

    public string this[string name] => Path.Combine(_folder.FullName, name);

    public string[] Files => [.. _folder.GetFiles().Select(file => file.Name).Order()];

    public void Dispose() => _folder.Delete(recursive: true);

    public static Recipe Recipe(int steps = 3)
    {
        var random = new Random(5);
        Point Draw() => Point.Of("latent", [.. Enumerable.Range(0, 8).Select(_ => random.NextSingle() * 2 - 1)]) with { NoiseSeed = 12 };
        return global::Rhumb.Media.Recipe.Of(Manifest, Draw(), seed: 42, path: [.. Enumerable.Range(0, steps).Select(_ => Draw())]);
    }

    public static async Task<Mesh> MeshAsync(int n = 32) =>
        MarchingCubes.Mesh(await DenseScan.EvaluateAsync(new SolidField(SolidField.Box(new(0, 0.1f, 0), new(0.3f, 0.7f, 0.5f)), SolidField.Sphere(new(0, 0, 0.3f), 0.15f)), new SampleGrid(n), default));

    public static void AssertSame(Recipe expected, Recipe actual)
    {
        Assert.Equal(expected.ToJson(), actual.ToJson());
        Assert.Equal(expected.Point.Blocks["latent"], actual.Point.Blocks["latent"]);
        Assert.Equal((expected.Seed, expected.Credit, expected.ModelHash, expected.Path.Count), (actual.Seed, actual.Credit, actual.ModelHash, actual.Path.Count));
    }

    public static void AssertNear(Vector3 expected, Vector3 actual, float tolerance) => Assert.True((expected - actual).Length() < tolerance, $"{expected} ≠ {actual}");
}
