using Rhumb.Tests.Training.Sounds;
using Rhumb.Training.Evaluation;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class ClickMeasureTests
{
    [Fact]
    public void Tones_noise_attacks_and_silence_do_not_click()
    {
        Assert.Equal(0, ClickMeasure.Of(new float[16000], 16000));
        Assert.InRange(ClickMeasure.Of(Faded(Tone()), 16000), 0, 4);
        Assert.InRange(ClickMeasure.Of(Faded(Tones.Noise(16000, 0.1)), 16000), 0, 8);
        Assert.InRange(ClickMeasure.Of(Faded(Tones.Harmonic(131, 16000, 0, [.. Enumerable.Range(1, 60).Select(k => (k, 0.01))])), 16000), 0, ClickMeasure.Audible);
        var attack = Faded(Tones.Noise(16000, 0.1));
        Array.Clear(attack, 0, 4000);
        Assert.InRange(ClickMeasure.Of(attack, 16000), 0, ClickMeasure.Audible);
    }

    [Fact]
    public void A_jump_a_pulse_and_a_cut_end_click()
    {
        var jump = Faded(Tone());
        for (var n = 8000; n < jump.Length; n++)
            jump[n] += 0.1f;
        Assert.True(ClickMeasure.Of(jump, 16000) > ClickMeasure.Audible);
        var pulse = Faded(Tone());
        pulse[8000] += 0.1f;
        Assert.True(ClickMeasure.Of(pulse, 16000) > ClickMeasure.Audible);
        Assert.True(ClickMeasure.Of(Tone(), 16000) > ClickMeasure.Audible);
    }

    private static float[] Tone() => Tones.Harmonic(220, 16000, 0, (1, 0.3), (2, 0.05));

    private static float[] Faded(float[] sound) => [.. sound.Select((x, n) => x * MathF.Min(1, MathF.Min(n, sound.Length - 1 - n) / 800f))];
}
