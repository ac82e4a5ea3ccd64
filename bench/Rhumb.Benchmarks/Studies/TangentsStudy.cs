using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;

namespace Rhumb.Benchmarks.Studies;

internal sealed class TangentsStudy : IStudy
{
    private const int Vectors = 16;
    private const int Times = 15;

    public string Name => "tangents";

    public string Question => $"What do {Vectors} tangents in one run cost against {Vectors} runs of one, forwards and transposed?";

    public async Task RunAsync(string folder, StudyReport report)
    {
        using var generator = ShapeGenerator.Load(folder);
        var jacobian = await generator.LineariseAsync(generator.LatentSpace.Sample(seed: 8), CancellationToken.None);
        using var owned = jacobian as IDisposable;
        report.Table(["", "one run", $"{Vectors} runs", "share"],
        [
            await RowAsync("J·v", jacobian.InputDimension, vectors => jacobian.ApplyAsync(vectors, CancellationToken.None)),
            await RowAsync("Jᵀ·u", jacobian.OutputDimension, vectors => jacobian.ApplyTransposeAsync(vectors, CancellationToken.None)),
        ]);
        report.Line($"Medians of {Times} measurements, alternating. The share is time in one run / time in {Vectors} runs.");
    }

    private static async Task<string[]> RowAsync(string title, int dimension, Func<RowMatrix, Task<RowMatrix>> apply)
    {
        var random = new RandomStream(9, title);
        var together = new RowMatrix(Vectors, dimension);
        random.Normal(together.Values);
        var single = Enumerable.Range(0, Vectors).Select(i => new RowMatrix(1, dimension, together.Row(i).ToArray())).ToArray();
        var (one, many) = (new Timing(), new Timing());
        await apply(together);
        await apply(single[0]);
        for (var time = 0; time < Times; time++)
        {
            await one.MeasureAsync(() => apply(together));
            await many.MeasureAsync(async () =>
            {
                foreach (var vector in single)
                    await apply(vector);
                return true;
            });
        }
        return [title, StudyReport.Milliseconds(one.Median), StudyReport.Milliseconds(many.Median), $"{one.Median / many.Median:0.00}"];
    }
}
