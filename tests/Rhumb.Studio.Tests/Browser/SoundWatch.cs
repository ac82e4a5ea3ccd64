using Microsoft.Playwright;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>Writes down what a page hands to the loudspeaker.</summary>
internal static class SoundWatch
{
    private const string Script = """
        window.played = [];
        const start = AudioBufferSourceNode.prototype.start;
        AudioBufferSourceNode.prototype.start = function (...when) {
          played.push({ rate: this.buffer.sampleRate, samples: [...this.buffer.getChannelData(0)] });
          start.apply(this, when);
        };
        """;

    /// <summary>One sound that was begun.</summary>
    public sealed record Sound
    {
        /// <summary>Samples a second.</summary>
        public double Rate { get; init; }

        /// <summary>Full scale −1 to 1.</summary>
        public double[] Samples { get; init; } = [];

        /// <summary>Root mean square in decibels of full scale.</summary>
        public double Level => 10 * Math.Log10(Samples.Average(sample => sample * sample));
    }

    /// <summary>From the next page on.</summary>
    public static Task InstallAsync(IPage page) => page.AddInitScriptAsync(Script);

    /// <summary>All sounds so far.</summary>
    public static Task<Sound[]> PlayedAsync(IPage page) => page.EvaluateAsync<Sound[]>("played.map(sound => ({ Rate: sound.rate, Samples: sound.samples }))");
}
