using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Rhumb.LinearAlgebra;

public sealed class OrthonormalBasisTests
{
    [Fact]
    public void The_basis_is_orthonormal_and_spans_the_rows()
    {
        var rows = MatrixOperator.Normal(6, 11, new RandomStream(1, "basis"));
        var basis = OrthonormalBasis.Of(rows);
        Assert.Equal(6, basis.Length);
        AssertOrthonormal(basis, 1e-14);
        foreach (var row in rows)
        {
            var rest = (double[])row.Clone();
            foreach (var unit in basis) OrthonormalBasis.Remove(rest, unit);
            Assert.All(rest, value => Assert.Equal(0, value, 1e-12));
        }
    }

    [Fact]
    public void Dependent_rows_reveal_the_rank()
    {
        var rows = MatrixOperator.Normal(3, 9, new RandomStream(2, "basis")).ToList();
        rows.Add([.. rows[0].Zip(rows[1], (a, b) => a - 2 * b)]);
        rows.Add(new double[9]);
        Assert.Equal(3, OrthonormalBasis.Of(rows).Length);
        Assert.Empty(OrthonormalBasis.Of([new double[9]]));
        Assert.Empty(OrthonormalBasis.Of([]));
    }

    [Fact]
    public void Nearly_dependent_rows_stay_orthonormal()
    {
        var random = new RandomStream(3, "basis");
        var first = MatrixOperator.Normal(1, 50, random)[0];
        var rows = Enumerable.Range(0, 8).Select(_ => first.Select(value => value + 1e-8 * random.Normal()).ToArray()).ToArray();
        var basis = OrthonormalBasis.Of(rows);
        Assert.Equal(8, basis.Length);
        AssertOrthonormal(basis, 1e-13);
    }

    [Fact]
    public void What_is_not_finite_is_refused() =>
        Assert.Throws<ArgumentException>(() => OrthonormalBasis.Of([[1, double.NaN]]));

    private static void AssertOrthonormal(double[][] basis, double tolerance)
    {
        var gram = Rows.Gram(basis);
        for (var i = 0; i < basis.Length; i++)
            for (var j = 0; j < basis.Length; j++) Assert.Equal(i == j ? 1 : 0, gram[i, j], tolerance);
    }
}
