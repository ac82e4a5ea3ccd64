using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.LinearAlgebra;

public sealed class SymmetricEigenTests
{
    [Fact]
    public void Pairs_solve_the_problem_largest_first()
    {
        var gram = Rows.Gram(MatrixOperator.Normal(12, 12, new RandomStream(1, "eigen")));
        var eigen = SymmetricEigen.Solve(gram);
        for (var k = 0; k < 12; k++)
        {
            if (k > 0) Assert.True(eigen.Values[k] <= eigen.Values[k - 1]);
            for (var i = 0; i < 12; i++)
            {
                var product = Enumerable.Range(0, 12).Sum(j => gram[i, j] * eigen.Vectors[k, j]);
                Assert.Equal(eigen.Values[k] * eigen.Vectors[k, i], product, 1e-10);
            }
        }
    }

    [Fact]
    public void Odd_shapes_and_values_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Solve(new double[2, 3]));
        Assert.Throws<ArgumentException>(() => SymmetricEigen.Solve(new[,] { { double.NaN } }));
        Assert.Empty(SymmetricEigen.Solve(new double[0, 0]).Values);
    }
}
