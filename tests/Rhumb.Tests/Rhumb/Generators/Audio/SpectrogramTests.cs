using Rhumb.Generators;
using Rhumb.Generators.Audio;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

public sealed class SpectrogramTests
{
    private const int Rate = 16_000, Second = 16_000;

    private static readonly Dictionary<string, float[]> Heard = new()
    {
        ["note"] = Sounds.Note(Second, Rate, 220),
        ["high note"] = Sounds.Note(Second, Rate, 1760),
        ["low note"] = Sounds.Note(Second, Rate, 41.2),
        ["chirp"] = Sounds.Chirp(Second, Rate, 50, 7000),
        ["bursts"] = Sounds.Bursts(Second),
        ["click"] = Sounds.Of(Second, i => i == 5000 ? 0.9 : 0),
    };

    // Without the bin at half the sample rate white noise loses one part in a thousand.
    [Theory]
    [InlineData("note", 513, 80)]
    [InlineData("note", 512, 60)]
    [InlineData("high note", 512, 60)]
    [InlineData("low note", 512, 60)]
    [InlineData("chirp", 513, 80)]
    [InlineData("chirp", 512, 50)]
    [InlineData("bursts", 513, 80)]
    [InlineData("bursts", 512, 28)]
    [InlineData("click", 513, 80)]
    public void A_second_of_sound_is_had_back(string name, int bins, double decibels)
    {
        var sound = Heard[name];
        foreach (var (low, high) in ((float, float)[])[(-1, 1), (-13.8f, 0.7f)])
        {
            var spectrogram = new Spectrogram(new SpectralLayout(64, bins, Low: low, High: high), Second);
            var back = spectrogram.ToSound(spectrogram.Of(sound));
            var heard = Sounds.SignalToNoise(sound, back);
            TestContext.Current.TestOutputHelper?.WriteLine($"{heard:0.0} dB");
            Assert.True(heard > decibels, $"{name}: {heard:0.0} dB");
        }
    }

    [Fact]
    public void There_is_no_click_at_the_ends()
    {
        // A sound that is cut off at both ends: what comes back strays no more there than elsewhere, and does not jump.
        var spectrogram = new Spectrogram(new SpectralLayout(64, 512), Second);
        var sound = Sounds.Of(Second, i => 0.5 * Math.Cos(2 * Math.PI * 437 * i / Rate));
        var back = spectrogram.ToSound(spectrogram.Of(sound));
        var steepest = Enumerable.Range(1, Second - 1).Max(i => Math.Abs(sound[i] - sound[i - 1]));
        for (var i = 1; i < Second; i++)
        {
            Assert.Equal(sound[i], back[i], 2e-3);
            Assert.True(Math.Abs(back[i] - back[i - 1]) < steepest + 2e-3);
        }
    }

    [Fact]
    public void A_steady_tone_has_a_steady_frequency_that_is_its_own()
    {
        const int bin = 60;
        var spectrogram = new Spectrogram(new SpectralLayout(64, 512), Second);
        const double hertz = 60.3 * Rate / 1024;
        var values = spectrogram.Of(Sounds.Of(Second, i => 0.5 * Math.Sin(2 * Math.PI * hertz * i / Rate)));
        var turns = 2 * hertz * 256 / Rate;
        var expected = turns - (2 * Math.Round(turns / 2));
        for (var m = 8; m < 56; m++)
        {
            Assert.Equal(expected, values[(64 * 512) + (m * 512) + bin], 1e-3);
            Assert.Equal(values[(20 * 512) + bin], values[(m * 512) + bin], 1e-3);
        }
    }

    [Fact]
    public void Frequencies_lie_in_minus_one_to_one_and_whole_turns_change_nothing()
    {
        var spectrogram = new Spectrogram(new SpectralLayout(64, 512), Second);
        var values = spectrogram.Of(Sounds.Bursts(Second));
        Assert.All(values.AsSpan(values.Length / 2).ToArray(), value => Assert.InRange(value, -1, 1));
        Assert.All(values.AsSpan(0, values.Length / 2).ToArray(), value => Assert.True(value >= Math.Log(Spectrogram.Floor) - 1e-4));
        var back = spectrogram.ToSound(values);
        var random = new Random(3);
        var turned = (float[])values.Clone();
        for (var i = values.Length / 2; i < values.Length; i++)
            turned[i] += 2 * random.Next(-2, 3);
        Assert.True(Sounds.SignalToNoise(back, spectrogram.ToSound(turned)) > 80);
    }

    [Fact]
    public void Louder_is_the_same_everywhere_but_in_level()
    {
        var spectrogram = new Spectrogram(new SpectralLayout(64, 513), Second);
        var sound = Sounds.Note(Second, Rate, 330);
        var (quiet, loud) = (spectrogram.Of(sound), spectrogram.Of(Array.ConvertAll(sound, x => 2 * x)));
        for (var i = 0; i < quiet.Length / 2; i++)
            if (quiet[i] > Math.Log(1e-4))
            {
                Assert.Equal(Math.Log(2), loud[i] - quiet[i], 0.02);
                if (i >= 513 && quiet[i - 513] > Math.Log(1e-4))
                    Assert.Equal(0, Math.IEEERemainder(loud[(quiet.Length / 2) + i] - quiet[(quiet.Length / 2) + i], 2), 1e-3);
            }
    }

    [Fact]
    public void Other_sizes_are_refused()
    {
        var spectrogram = new Spectrogram(new SpectralLayout(64, 512), Second);
        Assert.Equal(2 * 64 * 512, spectrogram.Count);
        Assert.Throws<ArgumentException>(() => new Spectrogram(new SpectralLayout(64, 511), Second));
        Assert.Throws<ArgumentException>(() => new Spectrogram(new SpectralLayout(32, 512), Second));
        Assert.Throws<ArgumentException>(() => spectrogram.ToSound(new float[7]));
    }
}
