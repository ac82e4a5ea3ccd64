using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Subspaces;

namespace Rhumb.Benchmarks.Studies;

internal sealed class DirectionsStudy : IStudy
{
    private const int Starts = 5;
    private const int Compared = 4;

    public string Name => "directions";

    public string Question => $"What do the first {Compared} directions cost by the exact Gram matrix, by block iteration and by the original's 50 random rows, and how well do they agree?";

    public async Task RunAsync(string folder, StudyReport report)
    {
        using var generator = ShapeGenerator.Load(folder);
        var d = generator.LatentSpace.Dimension;
        await SubspaceFinder.FindAsync(generator, generator.LatentSpace.Sample(seed: 6), new SubspaceRequest { Rank = Compared });
        (string Title, SubspaceRequest Request)[] methods =
        [
            ("exact Gram", new SubspaceRequest { Rank = Compared, Method = SubspaceMethod.Exact }),
            ("block of 20, 2 rounds", new SubspaceRequest { Rank = Compared, Method = SubspaceMethod.Block, Rounds = 2 }),
            ("block of 20, 1 round", new SubspaceRequest { Rank = Compared, Method = SubspaceMethod.Block, Rounds = 1 }),
            ("50 random rows", new SubspaceRequest { Rank = Compared, Method = SubspaceMethod.Rows }),
        ];
        var exact = new Subspace[Starts];
        var lines = new List<string[]>();
        TimeSpan? reference = null;
        foreach (var (title, request) in methods)
        {
            var (timing, rows, agreement) = (new Timing(), 0L, new List<double>());
            for (var start = 0; start < Starts; start++)
            {
                var point = generator.LatentSpace.Sample(7, start);
                var found = await timing.MeasureAsync(() => SubspaceFinder.FindAsync(generator, point, request));
                if (request.Method == SubspaceMethod.Exact)
                    exact[start] = found;
                rows = found.Rows;
                agreement.Add(Affinity(exact[start], found));
            }
            reference ??= timing.Median;
            lines.Add([title, $"{rows:N0}", StudyReport.Milliseconds(timing.Median), StudyReport.Ratio(reference.Value / timing.Median), $"{agreement.Min():0.0000}", $"{agreement.Average():0.0000}"]);
        }
        report.Table(["method", "rows", "median time", "speed against exact", $"affinity, first {Compared}: worst", "mean"], lines);
        report.Line($"d = {d}, {Starts} random starts. Affinity is ‖V Wᵀ‖_F / √{Compared}: 1 where both span the same directions. 1.1 d + 1 = {1.1 * d + 1:0.#} rows.");
    }

    /// <summary>‖V Wᵀ‖_F / √k of two orthonormal bases [k, d].</summary>
    private static double Affinity(Subspace v, Subspace w)
    {
        var sum = 0.0;
        for (var i = 0; i < v.Rank; i++)
            for (var j = 0; j < w.Rank; j++)
            {
                var dot = 0.0;
                var a = v.Directions.Row(i);
                var b = w.Directions.Row(j);
                for (var c = 0; c < a.Length; c++)
                    dot += (double)a[c] * b[c];
                sum += dot * dot;
            }
        return Math.Sqrt(sum / v.Rank);
    }
}
