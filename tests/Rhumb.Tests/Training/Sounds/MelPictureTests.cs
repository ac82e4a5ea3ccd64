using Rhumb.LinearAlgebra;
using Rhumb.Training.Recipes;
using Rhumb.Training.Sounds;

namespace Rhumb.Tests.Training.Sounds;

public sealed class MelPictureTests
{
    [Fact]
    public void Silence_is_black_and_a_sine_bright_in_its_band_while_it_sounds()
    {
        var mel = new MelPicture();
        var sounds = new RowMatrix(2, mel.Length);
        Tones.Harmonic(2000, mel.Length, mel.Length / 2, (1, 0.5)).CopyTo(sounds.Row(1));
        using var listener = new NoteRows(NoteNetworks.Listener(mel));
        var pictures = listener.Run(sounds, [], TestContext.Current.CancellationToken)["image"];
        Assert.All(pictures.Row(0).ToArray(), level => Assert.Equal(-1, level, 1e-5));

        // 2,000 Hz is 1,521 mel of 2,840: at 0.536 of the bands.
        var picture = pictures.Row(1).ToArray();
        float At(int band, int frame) => picture[(band * mel.Frames) + frame];
        var brightest = Enumerable.Range(0, mel.Bands).MaxBy(band => At(band, 48));
        Assert.InRange(brightest, 33, 35);
        Assert.InRange(At(brightest, 48), 0.8f, 1);
        Assert.True(At(5, 48) < -0.5f && At(brightest, 20) < -0.9f);
    }
}
