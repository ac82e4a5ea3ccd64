using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Data;
using Rhumb.Training.Recipes;
using Rhumb.Training.Sounds;

namespace Rhumb.Tests.Training.Sounds;

public sealed class HarmonicSynthesisTests
{
    private static readonly NoteForm Form = new();
    private static readonly string[] Pitches = ["C3", "A3", "C5"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 60)]
    [InlineData(1, 7)]
    [InlineData(2, 15)]
    public void A_steady_harmonic_is_a_sine_of_its_frequency_and_amplitude(int pitch, int k)
    {
        var sound = Play(pitch, (_, row) => row == k - 1 ? 0.2 : 0);
        // What a sine and a cosine of that frequency leave of it, away from its ends.
        var (s, c, rest) = (0.0, 0.0, 0.0);
        var (from, to) = (1000, 14000);
        double Angle(int n) => 2 * Math.PI * (k * PitchName.Frequency(Pitches[pitch]) / Form.SampleRate * n % 1);
        for (var n = from; n < to; n++)
            (s, c) = (s + (2 * sound[n] * Math.Sin(Angle(n)) / (to - from)), c + (2 * sound[n] * Math.Cos(Angle(n)) / (to - from)));
        for (var n = from; n < to; n++)
            rest = Math.Max(rest, Math.Abs(sound[n] - (s * Math.Sin(Angle(n))) - (c * Math.Cos(Angle(n)))));
        Assert.Equal(0.2, Math.Sqrt((s * s) + (c * c)), 1e-3);
        Assert.InRange(rest, 0, 1e-3);
    }

    [Fact]
    public void Harmonics_above_half_the_rate_are_silent() =>
        Assert.All(Play(2, (_, row) => row >= 15 && row < Form.Harmonics ? 0.2 : 0), sample => Assert.Equal(0, sample, 1e-5));

    [Fact]
    public void Noises_have_their_levels_and_differ()
    {
        var (low, high) = (Play(0, (_, row) => row == Form.Harmonics + 3 ? 0.1 : 0), Play(0, (_, row) => row == Form.Harmonics + 30 ? 0.1 : 0));
        Assert.Equal(0.1, Rms(low), 0.01);
        Assert.Equal(0.1, Rms(high), 0.01);
        Assert.True(Differences(high) > 5 * Differences(low), "The higher band changes faster.");

        static double Rms(float[] sound) => Math.Sqrt(sound[500..15000].Average(x => (double)x * x));
        static double Differences(float[] sound) => sound.Skip(1).Zip(sound, (a, b) => Math.Abs(a - b)).Average();
    }

    [Fact]
    public void Sounds_begin_and_end_in_silence()
    {
        var sound = Play(1, (_, _) => 0.02);
        Assert.Equal(0, sound[0]);
        Assert.InRange(Math.Abs(sound[^1]), 0, 1e-4);
        Assert.InRange(sound.Max(Math.Abs), 0.05, 1);
    }

    [Fact]
    public void What_is_played_can_be_taken_apart_again()
    {
        double Amplitude(int frame, int row) => row < 8 ? 0.1 / (row + 1) * Math.Exp(-0.03 * frame) : row >= Form.Harmonics ? 0.0005 : 0;
        var picture = new float[Form.Frames * Form.Rows];
        new HarmonicAnalysis(Form, PitchName.Frequency("A3")).Analyse(Play(1, Amplitude), picture);
        for (var frame = 4; frame < Form.Frames - 8; frame++)
            for (var row = 0; row < 8; row++)
                Assert.InRange(20 * Math.Log10(Form.Amplitude(picture[(frame * Form.Rows) + row]) / Amplitude(frame, row)), -1.5, 1.5);
    }

    private static float[] Play(int pitch, Func<int, int, double> amplitude)
    {
        var picture = new RowMatrix(1, Form.Frames * Form.Rows);
        for (var i = 0; i < picture.Columns; i++)
            picture.Values[i] = (float)Form.Level(amplitude(i / Form.Rows, i % Form.Rows));
        // As a file holds it: constants in half precision.
        using var player = new NoteRows(Narrow.Run(NoteNetworks.Player(Form, [.. Pitches.Select(PitchName.Frequency)])));
        return player.Run(picture, [pitch], Stop)["sound"].Values;
    }
}
