using System.Numerics;
using Rhumb.Generators.Audio;

namespace Rhumb.Tests.Rhumb.Generators.Audio;

public sealed class ShortTimeFourierTests
{
    private const int Rate = 16_000;

    public static TheoryData<int, int, int, int?> Forms => new()
    {
        { 16_000, 1024, 256, null }, { 16_000, 1024, 512, null }, { 64_000, 1024, 256, 256 }, { 5_001, 2048, 512, null }, { 700, 96, 31, null }, { 10, 64, 16, null }, { 4_096, 512, 128, 48 },
    };

    [Theory, MemberData(nameof(Forms))]
    public void A_sound_is_had_back_from_its_transform_up_to_its_ends(int samples, int window, int hop, int? frames)
    {
        var transform = new ShortTimeFourier(samples, window, hop, frames);
        foreach (var sound in (float[][])[Sounds.Note(samples, Rate, 220), Sounds.Chirp(samples, Rate, 50, 7900), Sounds.Bursts(samples), Sounds.Of(samples, _ => 0.5)])
        {
            var back = transform.Inverse(transform.Forward(sound));
            Assert.True(Sounds.SignalToNoise(sound, back) > 120, $"{Sounds.SignalToNoise(sound, back)} dB");
            var ends = Math.Min(64, samples);
            Assert.True(Sounds.SignalToNoise(sound.AsSpan(0, ends), back) > 100 && Sounds.SignalToNoise(sound.AsSpan(samples - ends), back.AsSpan(samples - ends)) > 100);
        }
    }

    [Fact]
    public void It_is_linear()
    {
        var transform = new ShortTimeFourier(4000);
        var (a, b) = (Sounds.Note(4000, Rate, 330), Sounds.Bursts(4000));
        var (x, y, both) = (transform.Forward(a), transform.Forward(b), transform.Forward(Sounds.Of(4000, i => (2 * a[i]) - (3 * b[i]))));
        Assert.All(Enumerable.Range(0, both.Length), i => Assert.True(((2 * x[i]) - (3 * y[i]) - both[i]).Magnitude < 1e-7));
    }

    [Fact]
    public void Each_frame_has_the_energy_of_what_its_window_sees()
    {
        const int samples = 3000, window = 256, hop = 64;
        var transform = new ShortTimeFourier(samples, window, hop);
        var sound = Sounds.Bursts(samples);
        var spectrum = transform.Forward(sound);
        for (var m = 0; m < transform.Frames; m++)
        {
            var (seen, sum) = (0.0, 0.0);
            for (var j = 0; j < window; j++)
            {
                var (w, i) = (0.5 - (0.5 * Math.Cos(2 * Math.PI * j / window)), (m * hop) - transform.Before + j);
                sum += w;
                seen += i >= 0 && i < samples ? Math.Pow(w * sound[i], 2) : 0;
            }
            // Parseval over both halves of the spectrum: all bins but the ends count twice.
            var bins = Enumerable.Range(0, transform.Bins).Sum(k => (k == 0 || k == window / 2 ? 1 : 2) * Math.Pow(spectrum[(m * transform.Bins) + k].Magnitude, 2));
            Assert.Equal(seen, bins * sum * sum / 4 / window, 1e-9 + (1e-6 * seen));
        }
    }

    [Theory]
    [InlineData(32, 0.5)]
    [InlineData(100, 0.01)]
    [InlineData(500, 1)]
    public void A_sine_in_a_bin_has_its_amplitude_there(int bin, double amplitude)
    {
        var transform = new ShortTimeFourier(8192);
        var spectrum = transform.Forward(Sounds.Of(8192, i => amplitude * Math.Cos(2 * Math.PI * bin * i / 1024)));
        var row = spectrum.AsSpan(16 * transform.Bins, transform.Bins);
        Assert.Equal(amplitude, row[bin].Magnitude, 1e-5 * amplitude);
        for (var k = 0; k < transform.Bins; k++)
            Assert.True(Math.Abs(k - bin) < 2 || row[k].Magnitude < 1e-4 * amplitude);
    }

    [Fact]
    public void What_is_no_sounds_spectrum_is_inverted_in_least_squares()
    {
        // The residual is orthogonal to every sound's transform.
        var transform = new ShortTimeFourier(600, 64, 16);
        var random = new Random(1);
        var wanted = Enumerable.Range(0, transform.Frames * transform.Bins).Select(_ => new Complex(random.NextDouble() - 0.5, random.NextDouble() - 0.5)).ToArray();
        for (var m = 0; m < transform.Frames; m++)
            (wanted[m * transform.Bins], wanted[((m + 1) * transform.Bins) - 1]) = (wanted[m * transform.Bins].Real, wanted[((m + 1) * transform.Bins) - 1].Real);
        var got = transform.Forward(transform.Inverse(wanted));
        var probe = transform.Forward(Sounds.Bursts(600));
        var (inner, size) = (0.0, 0.0);
        for (var i = 0; i < got.Length; i++)
        {
            var weight = i % transform.Bins == 0 || i % transform.Bins == transform.Bins - 1 ? 1 : 2;
            inner += weight * ((wanted[i] - got[i]) * Complex.Conjugate(probe[i])).Real;
            size += weight * wanted[i].Magnitude * probe[i].Magnitude;
        }
        // Frames reach beyond the sound, where the inverse says nothing; inside it is the best there is.
        Assert.True(Math.Abs(inner) < 1e-6 * size, $"{inner} of {size}");
    }

    [Fact]
    public void Frames_that_leave_samples_out_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ShortTimeFourier(16_000, 1024, 256, 60));
        Assert.Throws<ArgumentException>(() => new ShortTimeFourier(16_000, 1023, 256));
        Assert.Throws<ArgumentException>(() => new ShortTimeFourier(16_000, 1024, 600));
        Assert.False(ShortTimeFourier.Covers(16_000, 1024, 256, 60));
        Assert.True(ShortTimeFourier.Covers(16_000, 1024, 256, 64));
        Assert.Equal(64, ShortTimeFourier.FramesOf(16_000, 256));
        var transform = new ShortTimeFourier(100, 64, 16);
        Assert.Throws<ArgumentException>(() => transform.Forward(new float[99]));
        Assert.Throws<ArgumentException>(() => transform.Inverse(new Complex[7]));
    }
}
