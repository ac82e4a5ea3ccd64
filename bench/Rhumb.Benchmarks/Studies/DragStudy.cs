using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Subspaces;

namespace Rhumb.Benchmarks.Studies;

internal sealed class DragStudy : IStudy
{
    private const int Starts = 5;
    private const int Frames = 21;

    public string Name => "drag";

    public string Question => "How long does a frame take while a slider is dragged, mesh included?";

    public async Task RunAsync(string folder, StudyReport report)
    {
        using var generator = ShapeGenerator.Load(folder);
        var rows = new List<string[]>();
        foreach (var resolution in (int[])[32, 48, 64, 128])
        {
            var (frames, triangles) = (new Timing(), new List<int>());
            for (var start = 0; start < Starts; start++)
            {
                var subspace = await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(5, start), new SubspaceRequest { Rank = 1 });
                for (var i = 0; i < Frames; i++)
                {
                    var point = subspace.At(generator.LatentSpace, [2.0 * i / (Frames - 1) - 1]);
                    var shape = await frames.MeasureAsync(() => generator.DecodeAsync(point, resolution, CancellationToken.None));
                    triangles.Add(shape.Mesh.TriangleCount);
                }
            }
            rows.Add([$"{resolution}³", StudyReport.Milliseconds(frames.Median), StudyReport.Milliseconds(frames.Quantile(0.95)), $"{triangles.Order().ElementAt(triangles.Count / 2):N0}"]);
        }
        report.Table(["samples", "median", "95 %", "triangles (median)"], rows);
        report.Line($"{Frames} positions on the first direction of each of {Starts} random starts. A draft is the finest of 64, 56, 48 and 32 that fits in its budget.");
    }
}
