using System.Globalization;

namespace Rhumb.Training.Data;

/// <summary>Pitches of equal temperament by their names: C4 is number 60 of MIDI, A4 number 69, 440 Hz.</summary>
public static class PitchName
{
    private static readonly string[] Names = ["C", "C#", "D", "D#", "E", "F", "F#", "G", "G#", "A", "A#", "B"];

    /// <summary>The name of the pitch with the MIDI number <paramref name="number"/>, as C#3.</summary>
    public static string Of(int number) => string.Create(CultureInfo.InvariantCulture, $"{Names[number % 12]}{(number / 12) - 1}");

    /// <summary>The frequency of the pitch called <paramref name="name"/>, in hertz: 440 · 2^((n − 69) / 12).</summary>
    /// <exception cref="RhumbException">There is no such pitch.</exception>
    public static double Frequency(string name)
    {
        for (var number = 0; number < 128; number++)
            if (Of(number).Equals(name, StringComparison.Ordinal))
                return 440 * Math.Pow(2, (number - 69) / 12.0);
        throw new RhumbException($"'{name}' is no pitch; pitches are named from C-1 to G9, with # for a semitone up, as C#3.");
    }
}
