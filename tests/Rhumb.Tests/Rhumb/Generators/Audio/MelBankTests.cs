using Rhumb.Generators.Audio;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

public sealed class MelBankTests
{
    [Theory]
    [InlineData(16_000, 1024, 40)]
    [InlineData(8_000, 512, 32)]
    [InlineData(48_000, 2048, 40)]
    [InlineData(44_100, 128, 8)]
    [InlineData(1_000, 16, 2)]
    [InlineData(16_000, 128, 40)]
    public void Every_filter_hears_something_and_neighbours_overlap(int rate, int window, int bands)
    {
        var bins = (window / 2) + 1;
        var weights = MelBank.Weights(rate, window, bins, bands);
        var centres = new double[bands];
        for (var band = 0; band < bands; band++)
        {
            var row = weights.AsSpan(band * bins, bins).ToArray();
            Assert.All(row, weight => Assert.InRange(weight, 0, 1));
            Assert.True(row.Sum() > 0.5, $"Filter {band} is empty.");
            centres[band] = row.Select((weight, k) => (double)weight * k).Sum() / row.Sum();
        }
        Assert.All(centres.Zip(centres.Skip(1)), pair => Assert.True(pair.First < pair.Second));
    }

    [Fact]
    public void Filters_are_narrow_below_and_wide_above()
    {
        var weights = MelBank.Weights(16_000, 1024, 513, 40);
        int Width(int band) => weights.AsSpan(band * 513, 513).ToArray().Count(weight => weight > 0);
        Assert.True(Width(39) > 5 * Width(2));
        // Between the first and the last centre the filters sum to one.
        for (var k = 20; k < 450; k++)
            Assert.Equal(1, Enumerable.Range(0, 40).Sum(band => weights[(band * 513) + k]), 1e-4);
    }
}
