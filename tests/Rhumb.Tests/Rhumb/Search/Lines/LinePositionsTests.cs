using Rhumb.Search.Lines;

namespace Rhumb.Tests.Rhumb.Search.Lines;

public sealed class LinePositionsTests
{
    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(10, 11)]
    [InlineData(10_001, 10_001)]
    public void The_centre_and_both_ends_are_always_among_equally_spaced_positions(int asked, int given)
    {
        var positions = LinePositions.Spaced(asked);
        Assert.Equal(given, positions.Count);
        Assert.Contains(0.0, positions);
        Assert.Equal(-1, positions[0]);
        Assert.Equal(1, positions[^1]);
        for (var i = 1; i < positions.Count; i++) Assert.Equal(2.0 / (given - 1), positions[i] - positions[i - 1], 1e-12);
    }

    [Theory]
    [InlineData(2, 9)]
    [InlineData(2, 100)]
    [InlineData(3, 30)]
    [InlineData(8, 200)]
    public void Several_sliders_are_filled_with_at_most_n_positions_centre_included(int sliders, int count)
    {
        var positions = LinePositions.Filling(sliders, count);
        Assert.InRange(positions.Count, 2, count);
        Assert.Contains(positions, t => t.All(place => place == 0));
        Assert.All(positions, t =>
        {
            Assert.Equal(sliders, t.Count);
            Assert.All(t, place => Assert.InRange(place, -1, 1));
        });
        Assert.Equal(positions.Count, positions.Select(t => string.Join(' ', t)).Distinct(StringComparer.Ordinal).Count());
        for (var slider = 0; slider < sliders; slider++) Assert.Equal(0, positions.Average(t => t[slider]), 0.1);
    }

    [Fact]
    public void One_position_is_no_line() => Assert.Throws<RhumbException>(() => LinePositions.Spaced(1));

    [Theory]
    [InlineData(1, 11)]
    [InlineData(2, 49)]
    [InlineData(3, 20)]
    public void Graded_positions_are_the_cubes_of_even_ones_and_keep_centre_and_ends(int sliders, int count)
    {
        var (even, graded) = (LinePositions.Filling(sliders, count), LinePositions.Filling(sliders, count, LineSpacing.Graded));
        Assert.Equal(even.Count, graded.Count);
        for (var i = 0; i < even.Count; i++)
            Assert.Equal(even[i].Select(u => u * u * u), graded[i]);
        Assert.Contains(graded, position => position.All(t => t == 0));
    }
}
