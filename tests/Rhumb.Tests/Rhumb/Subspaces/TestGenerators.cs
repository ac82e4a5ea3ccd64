using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Rhumb.LinearAlgebra;
using Rhumb.Tests.Rhumb.Search;

namespace Rhumb.Tests.Rhumb.Subspaces;

/// <summary>Generators with a known Jacobian for the tests of subspaces and sessions.</summary>
internal static class TestGenerators
{
    public static LatentSpace Normal(int d) => new([new LatentBlock("z", [d], new NormalPrior())]);

    public static LatentSpace Box(int d) => new([new LatentBlock("z", [d], new UniformPrior(-2.5, 2.5))]);

    /// <summary>x = A z with σ_i = first · ratio^i.</summary>
    public static FunctionGenerator Linear(LatentSpace space, int n, double first, double ratio, long seed = 1)
    {
        var d = space.Dimension;
        var sigma = Enumerable.Range(0, Math.Min(n, d)).Select(i => first * Math.Pow(ratio, i)).ToArray();
        var random = new RandomStream(seed, "linear generator");
        var u = OrthonormalBasis.Of(MatrixOperator.Normal(sigma.Length, n, random));
        var v = OrthonormalBasis.Of(MatrixOperator.Normal(sigma.Length, d, random));
        var matrix = new double[n][];
        for (var i = 0; i < n; i++)
        {
            matrix[i] = new double[d];
            for (var k = 0; k < sigma.Length; k++)
                for (var j = 0; j < d; j++) matrix[i][j] += u[k][i] * sigma[k] * v[k][j];
        }
        return new FunctionGenerator(space, z => [.. matrix.Select(row => row.Zip(z, (a, b) => a * b).Sum())], _ => matrix);
    }
}
