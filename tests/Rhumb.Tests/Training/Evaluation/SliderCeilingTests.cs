using Rhumb.Training.Evaluation;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class SliderCeilingTests
{
    [Theory]
    [InlineData(0.1, 0), InlineData(0.2, 1), InlineData(0.45, 1), InlineData(0.7, 1), InlineData(0.8, 0)]
    public void What_always_changes_alike_is_worth_moving_always_or_never(double change, double expected) =>
        Assert.Equal(expected, SliderCeiling.Of([0, 0, 0, 1, 1, 1], (_, _) => change, 1));

    /// <summary>Of four items on a line, 0.3 apart, only the two inner ones have two others in reach, and of three pairs of others (with repetition) some leave it.</summary>
    [Fact]
    public void Both_others_must_differ_enough_and_not_too_much()
    {
        // Others of item 0: 0.3, 0.6, 0.9; both in reach in (2/3)². Of item 1: 0.3, 0.3, 0.6; always.
        var share = SliderCeiling.Of([5, 5, 5, 5], (a, b) => 0.3 * Math.Abs(a - b), 7);
        Assert.Equal((1 + (4 / 9.0)) / 2, share, 0.03);
        Assert.Equal(share, SliderCeiling.Of([5, 5, 5, 5], (a, b) => 0.3 * Math.Abs(a - b), 7));
    }

    [Fact]
    public void Only_three_of_one_class_are_compared()
    {
        int[] classes = [0, 1, 0, 1, 2, 0, 2, 2];
        var compared = new HashSet<int>();
        SliderCeiling.Of(classes, (a, b) =>
        {
            Assert.Equal(classes[a], classes[b]);
            Assert.NotEqual(a, b);
            compared.Add(classes[a]);
            return 0.5;
        }, 1);
        Assert.Equal([0, 2], compared.Order());
        Assert.Equal(0, SliderCeiling.Of([0, 0, 1, 1], (_, _) => 0.5, 1));
    }
}
