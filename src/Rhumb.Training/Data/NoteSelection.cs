namespace Rhumb.Training.Data;

/// <summary>Which notes of a General MIDI sound font are rendered: programs of families that have a pitch, each at the semitones from C3 to C5, soft and loud.</summary>
/// <remarks>
/// Families 12, 14 and 15, synthetic, percussive and sound effects, are left out: most of them have no pitch, or several. So are programs that are known not to sound at their key: see
/// <see cref="LeftOut"/>.
/// </remarks>
public static class NoteSelection
{
    /// <summary>MIDI velocities of the soft and the loud notes.</summary>
    internal static readonly int[] Velocities = [60, 110];

    private const int Lowest = 48, Highest = 72, ProgramsPerFamily = 8;

    private static readonly (int Number, string Name, string[] Programs)[] Families =
    [
        (0, "piano", ["grand piano", "bright piano", "electric grand", "honky-tonk", "electric piano 1", "electric piano 2", "harpsichord", "clavinet"]),
        (1, "chromatic percussion", ["celesta", "glockenspiel", "music box", "vibraphone", "marimba", "xylophone", "tubular bells", "dulcimer"]),
        (2, "organ", ["drawbar organ", "percussive organ", "rock organ", "church organ", "reed organ", "accordion", "harmonica", "bandoneon"]),
        (3, "guitar", ["nylon guitar", "steel guitar", "jazz guitar", "clean guitar", "muted guitar", "overdriven guitar", "distorted guitar", "guitar harmonics"]),
        (4, "bass", ["acoustic bass", "fingered bass", "picked bass", "fretless bass", "slap bass 1", "slap bass 2", "synth bass 1", "synth bass 2"]),
        (5, "strings", ["violin", "viola", "cello", "contrabass", "tremolo strings", "pizzicato strings", "harp", "timpani"]),
        (6, "ensemble", ["strings 1", "strings 2", "synth strings 1", "synth strings 2", "choir aahs", "voice oohs", "synth voice", "orchestra hit"]),
        (7, "brass", ["trumpet", "trombone", "tuba", "muted trumpet", "French horn", "brass section", "synth brass 1", "synth brass 2"]),
        (8, "reed", ["soprano saxophone", "alto saxophone", "tenor saxophone", "baritone saxophone", "oboe", "English horn", "bassoon", "clarinet"]),
        (9, "pipe", ["piccolo", "flute", "recorder", "pan flute", "bottle", "shakuhachi", "whistle", "ocarina"]),
        (10, "synth lead", ["square lead", "saw lead", "calliope lead", "chiff lead", "charang lead", "voice lead", "fifths lead", "bass lead"]),
        (11, "synth pad", ["new age pad", "warm pad", "polysynth pad", "choir pad", "bowed pad", "metallic pad", "halo pad", "sweep pad"]),
        (13, "ethnic", ["sitar", "banjo", "shamisen", "koto", "kalimba", "bagpipe", "fiddle", "shanai"]),
    ];

    /// <summary>Programs of those families that are left out, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["glockenspiel"] = "sounds two octaves above its key, with partials that are no harmonics",
        ["tubular bells"] = "its partials are no harmonics of its key",
        ["drawbar organ"] = "has a stop an octave below its key",
        ["percussive organ"] = "has a stop an octave below its key",
        ["rock organ"] = "has a stop an octave below its key",
        ["guitar harmonics"] = "sounds one or two octaves above its key",
        ["contrabass"] = "has no notes in the upper octave",
        ["timpani"] = "its partials are no harmonics of its key",
        ["orchestra hit"] = "is a chord over several octaves",
        ["fifths lead"] = "is two notes, a fifth apart",
        ["fiddle"] = "is the violin again",
    };

    /// <summary>The programs that are rendered: number, name and place of the family.</summary>
    internal static IReadOnlyList<(int Program, string Name, int Family)> Instruments { get; } =
    [
        .. Families.SelectMany((family, place) => family.Programs.Select((name, i) => (Program: (family.Number * ProgramsPerFamily) + i, name, place))).Where(each => !LeftOut.ContainsKey(each.name)),
    ];

    /// <summary>MIDI numbers of the pitches.</summary>
    internal static IReadOnlyList<int> Pitches { get; } = [.. Enumerable.Range(Lowest, Highest - Lowest + 1)];

    /// <summary>What is known of each note, in the order of <see cref="NoteDataSet"/>.</summary>
    public static IReadOnlyList<ImageAttribute> Attributes { get; } =
    [
        new("pitch", [.. Pitches.Select(PitchName.Of)]),
        new("family", [.. Families.Select(family => family.Name)]),
        new("instrument", [.. Instruments.Select(each => each.Name)]),
        new("strength", ["soft", "loud"]),
    ];
}
