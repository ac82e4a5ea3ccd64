using Rhumb.Tests.Training.Sounds;
using Rhumb.Training.Evaluation;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class PitchEstimateTests
{
    private static readonly PitchEstimate Ear = new(16000);

    [Theory]
    [InlineData(130.81)]
    [InlineData(196.3)]
    [InlineData(311.13)]
    [InlineData(523.25)]
    public void Tones_with_overtones_are_heard_within_five_cents(double frequency)
    {
        Heard(frequency, Tones.Harmonic(frequency, 16000, 0, (1, 0.3)));
        Heard(frequency, Tones.Harmonic(frequency, 16000, 0, (1, 0.05), (2, 0.2), (3, 0.2), (4, 0.1)));
        // The fundamental is missing; the period is not.
        Heard(frequency, Tones.Harmonic(frequency, 16000, 0, (2, 0.2), (3, 0.2), (5, 0.1)));
        Heard(frequency, [.. Tones.Harmonic(frequency, 16000, 0, (1, 0.3), (2, 0.1)).Zip(Tones.Noise(16000, 0.02), (a, b) => a + b)]);
        // A short pluck counts, the silence after it does not.
        Heard(frequency, [.. Tones.Harmonic(frequency, 16000, 0, (1, 0.3), (3, 0.1)).Select((x, n) => x * MathF.Exp(-n / 1600f))]);
    }

    [Fact]
    public void A_semitone_is_a_hundred_cents() => Assert.Equal(100, PitchEstimate.Cents(440, 466.1638), 1e-3);

    [Fact]
    public void Silence_has_no_pitch() => Assert.Null(Ear.Of(new float[16000]));

    private static void Heard(double frequency, float[] sound) => Assert.InRange(PitchEstimate.Cents(frequency, Ear.Of(sound)!.Value), -5, 5);
}
