#:project ../src/Rhumb/Rhumb.csproj
#:property PublishAot=false

// A score of your own: any function of the shape. Run with
//   dotnet run samples/OwnScore.cs [GENERATOR FOLDER] [SLIDERS]
// Here: a tall seat that needs little material.

using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Media;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Lines;
using Rhumb.Search.Oracles;

var here = (string)AppContext.GetData("EntryPointFileDirectoryPath")!;
var folder = args.Length > 0 ? args[0] : Path.Combine(here, "../models/seat");
var sliders = args.Length > 1 ? int.Parse(args[1]) : 10;

using var generator = ShapeGenerator.Load(folder);
var score = new DelegateScorer("tall and light", output =>
{
    var shape = (ShapeOutput)output;
    return shape.Mesh.Bounds().Size.Y - 4 * shape.Solid.Fill;
});

var search = new SearchLoop(SubspaceLineSearch.Wide(seed: 1), new ScorerOracle(generator, score), generator, new SearchBudget(sliders));
var result = await search.RunAsync(generator.LatentSpace.Sample(seed: 1));
Console.WriteLine($"{score.Name}: {result.InitialScore:0.000} at the start, {result.BestScore:0.000} after {result.Trace[^1].Sliders} sliders. {result.Message}");

var best = await generator.GenerateAsync([result.Best], Detail.Full, CancellationToken.None);
MeshFile.Write("own-score.glb", ((ShapeOutput)best[0]).Mesh, MeshExport.Of(generator.Manifest, Recipe.Of(generator.Manifest, result.Best)));
Console.WriteLine("Written to own-score.glb");
