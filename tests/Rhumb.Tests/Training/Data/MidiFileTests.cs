using Rhumb.Training.Data;

namespace Rhumb.Tests.Training.Data;

public sealed class MidiFileTests
{
    [Fact]
    public void Two_notes_byte_by_byte()
    {
        byte[] wanted =
        [
            .. "MThd"u8, 0, 0, 0, 6, 0, 0, 0, 1, 3, 232, // one track, 1,000 ticks a quarter
            .. "MTrk"u8, 0, 0, 0, 47,
            0, 255, 81, 3, 15, 66, 64, // a quarter is a second
            0, 192, 5, 0, 144, 48, 60, // program 5; C3 is struck
            134, 32, 128, 48, 0, 130, 44, 176, 120, 0, // let go 800 ms later, silenced 300 ms after that
            129, 22, 192, 40, 0, 144, 72, 110, // 150 ms later the next one
            134, 32, 128, 72, 0, 130, 44, 176, 120, 0,
            129, 22, 255, 47, 0,
        ];
        Assert.Equal(wanted, MidiFile.Write([(5, 48, 60), (40, 72, 110)], 1250, 800, 1100));
    }

    [Theory]
    [InlineData(48, "C3", 130.8128)]
    [InlineData(61, "C#4", 277.1826)]
    [InlineData(69, "A4", 440)]
    public void Pitches_have_names_and_frequencies(int number, string name, double frequency)
    {
        Assert.Equal(name, PitchName.Of(number));
        Assert.Equal(frequency, PitchName.Frequency(name), 1e-4);
    }

    [Fact]
    public void Another_pitch_is_refused() => Assert.Contains("H3", Assert.Throws<global::Rhumb.RhumbException>(() => PitchName.Frequency("H3")).Message, StringComparison.Ordinal);
}
