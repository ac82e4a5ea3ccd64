using Rhumb.LinearAlgebra;
using Rhumb.Training.Evaluation;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class PrecisionRecallTests
{
    [Fact]
    public void A_set_against_itself_is_perfect()
    {
        var set = Cloud(1, 50, 4, 0, 1);
        Assert.Equal(new PrecisionRecall(1, 1), PrecisionRecall.Of(set, set));
    }

    [Fact]
    public void Far_samples_are_neither_precise_nor_recalled() =>
        Assert.Equal(new PrecisionRecall(0, 0), PrecisionRecall.Of(Cloud(1, 50, 4, 100, 1), Cloud(2, 50, 4, 0, 1)));

    /// <summary>Samples in one corner of what they should cover: all of them are right, and most of it is missed.</summary>
    [Fact]
    public void Narrow_samples_are_precise_and_recall_little()
    {
        var narrow = PrecisionRecall.Of(Cloud(1, 200, 4, 0, 0.1), Cloud(2, 200, 4, 0, 1));
        Assert.True(narrow is { Precision: > 0.95, Recall: < 0.2 }, $"{narrow}");
        var wide = PrecisionRecall.Of(Cloud(2, 200, 4, 0, 1), Cloud(1, 200, 4, 0, 0.1));
        Assert.Equal((narrow.Precision, narrow.Recall), (wide.Recall, wide.Precision));
    }

    [Fact]
    public void Balls_reach_the_kth_neighbour_and_no_further()
    {
        var line = new RowMatrix(5, 1, [0, 1, 2, 3, 10]);
        // With k = 3 the ball around 10 reaches 1, 9 away; the others reach 3, 2, 2 and 3.
        Assert.Equal(1, PrecisionRecall.Of(new RowMatrix(5, 1, [-2.9f, 5.9f, 18.9f, 1, 6.1f]), line).Precision);
        Assert.Equal(0.4, PrecisionRecall.Of(new RowMatrix(5, 1, [-3.1f, 19.1f, 50, 5, 5]), line).Precision, 1e-9);
        Assert.Throws<ArgumentException>(() => PrecisionRecall.Of(new RowMatrix(3, 1), line));
    }

    private static RowMatrix Cloud(long seed, int count, int columns, float centre, double deviation)
    {
        var rows = new RowMatrix(count, columns);
        new RandomStream(seed).Normal(rows.Values, deviation);
        foreach (ref var value in rows.Values.AsSpan())
            value += centre;
        return rows;
    }
}
