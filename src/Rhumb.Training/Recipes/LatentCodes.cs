using System.Runtime.InteropServices;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Recipes;

/// <summary>The posteriors N(μ, exp(l)) of a data set under an encoder.</summary>
/// <param name="Means">μ [N, c].</param>
/// <param name="LogVariances">l [N, c].</param>
public sealed record LatentCodes(RowMatrix Means, RowMatrix LogVariances)
{
    /// <summary>N.</summary>
    public int Count => Means.Rows;

    /// <summary>The class of each [N]; empty where there are none.</summary>
    public byte[] Labels { get; init; } = [];

    /// <summary>
    /// The posteriors blurred: variances exp(l) + <paramref name="deviation"/>². Where there are few data, a flow learns each of them by heart and jumps from one to the next; blurred, they
    /// leave no gaps, at the price of what is between them.
    /// </summary>
    public LatentCodes Blurred(double deviation) =>
        this with { LogVariances = new RowMatrix(Count, LogVariances.Columns, Array.ConvertAll(LogVariances.Values, l => (float)Math.Log(Math.Exp(l) + (deviation * deviation)))) };

    /// <summary>All values, for a hash.</summary>
    internal byte[] Bytes() => [.. MemoryMarshal.AsBytes(Means.Values.AsSpan()), .. MemoryMarshal.AsBytes(LogVariances.Values.AsSpan()), .. Labels];

    /// <summary>Writes a draw from posterior number <paramref name="index"/>: μ + exp(l/2) ε.</summary>
    public void Draw(int index, RandomStream random, Span<float> code)
    {
        var mean = Means.Row(index);
        var logVariance = LogVariances.Row(index);
        for (var i = 0; i < code.Length; i++)
            code[i] = (float)(mean[i] + (Math.Exp(0.5 * logVariance[i]) * random.Normal()));
    }
}
