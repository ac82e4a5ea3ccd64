using Rhumb.Generators;
using Rhumb.Generators.Audio;
using Rhumb.Tests;
using Rhumb.Tests.Rhumb.Generators.Audio;

namespace Rhumb.Studio.Tests.Tones;

/// <summary>The tones that the library's own tests listen to, as a studio serves them.</summary>
internal static class ToneStudio
{
    /// <summary>Writes model and manifest into a fresh folder and opens them.</summary>
    public static SoundGenerator Open() => SoundGenerator.Load(ToneGenerator.Write(new TemporaryFolder(), change: manifest => manifest with
    {
        Credits = [new Credit("The tests", "Three harmonics", "tests/Rhumb.Tests/Rhumb/Generators/Audio", "CC0-1.0")],
    }));
}
