using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>
/// Chooses the training shapes that the prior mixes: of random mixtures so many fall apart as there are shapes among them too thin to be held together at 64³, and those
/// are left out, worst first.
/// </summary>
/// <param name="trained">The trained networks.</param>
/// <param name="keys">Q [N, k] of all training shapes.</param>
/// <param name="codes">T [N, c] of all training shapes.</param>
/// <param name="settings">The prior.</param>
/// <param name="seed">Seed of the mixtures looked at.</param>
internal sealed class PriorSelection(TrainedShapes trained, RowMatrix keys, RowMatrix codes, NeighbourPriorSettings settings, long seed)
{
    private const int Rounds = 6;

    /// <summary>Enough: at most this share of mixtures falls apart.</summary>
    private const double Tolerated = 0.04;

    /// <summary>A shape is left out where more than this share of its mixtures falls apart, by its weight in them; half a mixture that holds is granted to each.</summary>
    private const double Suspicious = 0.25, Granted = 0.5;

    /// <summary>At most this share of the shapes goes each round, and in the end at least half are left, and two.</summary>
    private const double Leaving = 0.1;

    /// <summary>Cells an axis at which shapes and mixtures are looked at.</summary>
    public int Resolution { get; init; } = 64;

    /// <summary>Mixtures looked at each round.</summary>
    public int Draws { get; init; } = 100;

    /// <summary>Indices of the shapes to mix, ascending.</summary>
    public async Task<IReadOnlyList<int>> RunAsync(CancellationToken cancellation)
    {
        var kept = new List<int>();
        for (var i = 0; i < codes.Rows; i++)
            if (await HoldsAsync(codes.Row(i).ToArray(), cancellation))
                kept.Add(i);
        // Where nothing holds, a prior is wanted all the same.
        if (kept.Count < 2)
            return [.. Enumerable.Range(0, codes.Rows)];
        for (var round = 0; round < Rounds; round++)
        {
            var spare = kept.Count - Math.Max(2, codes.Rows / 2);
            if (spare <= 0)
                break;
            var (failures, broken) = await TryAsync(kept, round, cancellation);
            if (failures <= Tolerated * Draws)
                break;
            var leaving = Enumerable.Range(0, kept.Count).Where(i => broken[i] > Suspicious).OrderByDescending(i => broken[i])
                .Take(Math.Min(spare, (int)Math.Ceiling(Leaving * kept.Count))).Select(i => kept[i]).ToHashSet();
            kept.RemoveAll(leaving.Contains);
        }
        return kept;
    }

    /// <summary>The rows of a matrix.</summary>
    public static RowMatrix Rows(RowMatrix matrix, IReadOnlyList<int> rows)
    {
        var result = new RowMatrix(rows.Count, matrix.Columns);
        for (var i = 0; i < rows.Count; i++)
            matrix.Row(rows[i]).CopyTo(result.Row(i));
        return result;
    }

    /// <summary>Number of random mixtures that fall apart, and the share of each shape's that do.</summary>
    private async Task<(int Failures, double[] Broken)> TryAsync(List<int> kept, int round, CancellationToken cancellation)
    {
        var own = Rows(keys, kept);
        using var prior = GraphRuntime.Compile(ShapeNetworks.Prior(own, Rows(codes, kept), settings));
        var latent = new float[(int)prior.Inputs[0].Shape[1]!.Value];
        var (broken, present, failures) = (new double[kept.Count], new double[kept.Count], 0);
        for (var draw = 0; draw < Draws; draw++)
        {
            new RandomStream(seed, "prior selection", (round * Draws) + draw).Normal(latent);
            using var input = Tensor.Create<float>(latent, 1, latent.Length);
            using var z = prior.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["latent"] = input }, cancellation)["z"];
            var holds = await HoldsAsync(z.ToArray<float>(), cancellation);
            var weights = MixtureWeights.Of(own, latent.AsSpan(0, own.Columns), settings.Sharpness);
            failures += holds ? 0 : 1;
            for (var i = 0; i < weights.Length; i++)
            {
                present[i] += weights[i];
                broken[i] += holds ? 0 : weights[i];
            }
        }
        return (failures, [.. broken.Select((value, i) => value / (present[i] + Granted))]);
    }

    private async Task<bool> HoldsAsync(float[] z, CancellationToken cancellation) =>
        (await trained.DecodeAsync(z, Resolution, cancellation)).LargestComponentShare() >= ShapeEvaluation.OnePart;
}
