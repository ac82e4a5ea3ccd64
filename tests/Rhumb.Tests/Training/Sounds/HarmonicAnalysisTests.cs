using Rhumb.Training.Data;
using Rhumb.Training.Sounds;

namespace Rhumb.Tests.Training.Sounds;

public sealed class HarmonicAnalysisTests
{
    private static readonly NoteForm Form = new();

    [Theory]
    [InlineData("C3")]
    [InlineData("A3")]
    [InlineData("C5")]
    public void Harmonics_have_their_amplitudes_and_nothing_is_left(string pitch)
    {
        var picture = Of(Tones.Harmonic(PitchName.Frequency(pitch), Form.Length, 0, (1, 0.1), (3, 0.02), (7, 0.3)), pitch);
        for (var frame = 3; frame < Form.Frames - 4; frame++)
        {
            foreach (var (k, amplitude) in new[] { (1, 0.1), (3, 0.02), (7, 0.3) })
                Assert.Equal(amplitude, Amplitude(picture, frame, k - 1), amplitude * 0.02);
            foreach (var k in new[] { 2, 5, 9, 12 })
                Assert.InRange(Amplitude(picture, frame, k - 1), 0, 0.004);
            for (var band = 0; band < Form.Bands; band++)
                Assert.InRange(Amplitude(picture, frame, Form.Harmonics + band), 0, 0.01);
        }
    }

    [Fact]
    public void A_sudden_beginning_stays_sudden()
    {
        // From the first sample on: the window's part before the sound does not count.
        var picture = Of(Tones.Harmonic(PitchName.Frequency("C4"), Form.Length, 0, (1, 0.2)), "C4");
        Assert.Equal(0.2, Amplitude(picture, 0, 0), 0.04);
    }

    [Fact]
    public void Noise_is_heard_in_the_bands()
    {
        var picture = Of(Tones.Noise(Form.Length, 0.1), "C3");
        // Harmonics take their share of white noise; most of the power is in the bands.
        var powers = Enumerable.Range(0, Form.Bands).Select(band => Enumerable.Range(10, 50).Average(frame => Math.Pow(Amplitude(picture, frame, Form.Harmonics + band), 2))).ToArray();
        Assert.InRange(powers.Sum(), 0.001, 0.01);
        Assert.True(powers[^1] > powers[0], "A band of equal width on the mel scale is wider in hertz the higher it is.");
    }

    private static float[] Of(float[] sound, string pitch)
    {
        var picture = new float[Form.Frames * Form.Rows];
        new HarmonicAnalysis(Form, PitchName.Frequency(pitch)).Analyse(sound, picture);
        return picture;
    }

    private static double Amplitude(float[] picture, int frame, int row) => Form.Amplitude(picture[(frame * Form.Rows) + row]);
}
