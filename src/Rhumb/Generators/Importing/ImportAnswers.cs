using Rhumb.Autodiff.Graphs;

namespace Rhumb.Generators.Importing;

/// <summary>What a person says of a model: it goes before everything that could be inferred from the file.</summary>
public sealed record ImportAnswers
{
    /// <summary>Name of the generator; the file's own where null.</summary>
    public string? Name { get; init; }

    /// <summary>Which input is the latent.</summary>
    public string? Latent { get; init; }

    /// <summary>Further inputs that are latents, too: all are walked as one, in this order behind the first.</summary>
    public IReadOnlyList<string> OtherLatents { get; init; } = [];

    /// <summary>Lengths of the axes behind the batch, of inputs where the file leaves them free.</summary>
    public IReadOnlyDictionary<string, long[]> Shapes { get; init; } = new Dictionary<string, long[]>(StringComparer.Ordinal);

    /// <summary>The latent's distribution; N(0, 1) is assumed where null.</summary>
    public LatentPrior? Prior { get; init; }

    /// <summary>Names of the classes of inputs that take a class.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Classes { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);

    /// <summary>Inputs that take numbers to choose, with the least and the most.</summary>
    public IReadOnlyDictionary<string, (double Low, double High)> Numbers { get; init; } = new Dictionary<string, (double, double)>(StringComparer.Ordinal);

    /// <summary>Inputs that take a picture, with the values that are black and white.</summary>
    public IReadOnlyDictionary<string, (float Low, float High)> Pictures { get; init; } = new Dictionary<string, (float, float)>(StringComparer.Ordinal);

    /// <summary>Inputs that stay at one value, for example a truncation.</summary>
    public IReadOnlyDictionary<string, double> Fixed { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Which input holds the points of an implicit network.</summary>
    public string? Points { get; init; }

    /// <summary>The field of an implicit network on the surface.</summary>
    public float? IsoLevel { get; init; }

    /// <summary>Whether that field is below the surface's inside, as signed distances are.</summary>
    public bool? IsInsideNegative { get; init; }

    /// <summary>Faces of the cube that holds its shapes.</summary>
    public (float Low, float High)? Bounds { get; init; }

    /// <summary>Samples a second of a waveform; with it an output is one whatever else it could be, or is refused.</summary>
    public int? SampleRate { get; init; }

    /// <summary>Samples from one frame of a spectrogram to the next; a quarter of the window where null.</summary>
    public int? Hop { get; init; }

    /// <summary>Whether a spectrogram has its frequencies before its frames.</summary>
    public bool? BinsFirst { get; init; }

    /// <summary>Which output is the image, the sound or the field; two with a comma between are magnitude and frequency of one spectrogram.</summary>
    public string? Output { get; init; }

    /// <summary>Where an image's channels are.</summary>
    public ImageAxes? Axes { get; init; }

    /// <summary>The values that are black and white; of waveforms, full scale; of spectrograms, the natural logarithms of magnitude that −1 and 1 stand for.</summary>
    public (float Low, float High)? Range { get; init; }

    /// <summary>Licence of the weights and of what they make.</summary>
    public string Licence { get; init; } = "LicenseRef-unknown";

    /// <summary>Whether it is said what the input called <paramref name="name"/> is, and so that it is not the latent.</summary>
    internal bool Tell(string name) => Classes.ContainsKey(name) || Numbers.ContainsKey(name) || Pictures.ContainsKey(name) || Fixed.ContainsKey(name);

    /// <summary>Throws for an answer about an input that there is not.</summary>
    /// <exception cref="RhumbException">There is such an answer.</exception>
    internal void Check(Graph graph)
    {
        foreach (var name in Classes.Keys.Concat(Numbers.Keys).Concat(Pictures.Keys).Concat(Fixed.Keys).Concat(Shapes.Keys))
            if (graph.Inputs.All(input => input.Name != name))
                throw new RhumbException($"The model has no input '{name}'; its inputs are {string.Join(", ", graph.Inputs)}.");
    }
}
