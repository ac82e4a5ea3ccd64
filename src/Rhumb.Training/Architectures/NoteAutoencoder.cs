using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Training.Sounds;

namespace Rhumb.Training.Architectures;

/// <summary>
/// A variational autoencoder (Kingma and Welling 2014) of pictures of notes, [Frames, Rows] levels of harmonics and noise. Harmonics and frames have their fixed places, so layers mix all
/// rows, or all frames, by turns (Tolstikhin et al. 2021). Both networks are told the pitch, which the code therefore need not say.
/// </summary>
/// <remarks>
/// <code>
/// encoder  x [B, 64, 92] → linear 96 along rows, leaky → linear 16 along frames, leaky → [B, 1536] → linear 384, + y E, leaky → μ, l [B, 64]
/// style    c [B, 64] → linear 256, + y E, leaky → linear 256, leaky → s
/// decoder  s → linear 24·96, leaky → linear 64 along frames, styled, leaky → linear 128 along rows, styled, leaky → + linear 64 along frames → linear 92 along rows → tanh
/// </code>
/// </remarks>
public sealed record NoteAutoencoder
{
    private const string Encoder = "encoder.", Decoder = "decoder.";

    /// <summary>The form of the pictures.</summary>
    public NoteForm Form { get; init; } = new();

    /// <summary>Number of pitches.</summary>
    public int Pitches { get; init; } = 25;

    /// <summary>Coordinates of the code c.</summary>
    public int Code { get; init; } = 64;

    /// <summary>The encoder's features a frame, courses in time of each, and hidden units.</summary>
    public IReadOnlyList<int> EncoderWidths { get; init; } = [96, 16, 384];

    /// <summary>Width of the style s.</summary>
    public int Style { get; init; } = 256;

    /// <summary>The decoder's courses in time, features a frame before rows are mixed, and after.</summary>
    public IReadOnlyList<int> DecoderWidths { get; init; } = [24, 96, 128];

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.2f;

    /// <summary>μ and l [B, c] of q(c | x, y) = N(μ, exp(l)) for pictures x [B, Frames, Rows] at pitches y, one-hot [B, P].</summary>
    public (Value Mean, Value LogVariance) Encode(GraphBuilder g, IParameterSource parameters, Value picture, Value pitch)
    {
        var layers = new Layers(g, parameters, Slope);
        var (features, courses, hidden) = (EncoderWidths[0], EncoderWidths[1], EncoderWidths[2]);
        var h = layers.LeakyRelu(layers.Linear(Encoder + "rows", picture, features));
        h = layers.LeakyRelu(layers.Linear(Encoder + "frames", g.Transpose(h, 0, 2, 1), courses));
        h = layers.Linear(Encoder + "hidden", g.Reshape(h, -1, features * courses), hidden);
        h = layers.LeakyRelu(g.Add(h, layers.Embedding(Encoder + "pitch", pitch, hidden, new Initialiser(0.3))));
        // Posteriors begin narrow, so that the first codes say something.
        return (layers.Linear(Encoder + "mean", h, Code, Initialiser.Scaled(hidden, 1)),
            g.Sub(layers.Linear(Encoder + "log_variance", h, Code, Initialiser.Scaled(hidden, 0.1)), g.Scalar(3)));
    }

    /// <summary>The picture [B, Frames, Rows] in [−1, 1] of codes [B, c] at pitches, one-hot [B, P].</summary>
    public Value Decode(GraphBuilder g, IParameterSource parameters, Value code, Value pitch)
    {
        var layers = new Layers(g, parameters, Slope);
        var (courses, features, last) = (DecoderWidths[0], DecoderWidths[1], DecoderWidths[2]);
        var s = layers.Linear(Decoder + "map0", code, Style);
        s = layers.LeakyRelu(g.Add(s, layers.Embedding(Decoder + "pitch", pitch, Style, new Initialiser(0.3))));
        s = layers.LeakyRelu(layers.Linear(Decoder + "map1", s, Style));
        var seed = layers.LeakyRelu(layers.Linear(Decoder + "seed", s, courses * features));
        var h = g.Transpose(layers.Linear(Decoder + "courses", g.Reshape(seed, -1, features, courses), Form.Frames), 0, 2, 1);
        h = layers.LeakyRelu(Styled("style0", h));
        h = layers.LeakyRelu(Styled("style1", layers.Linear(Decoder + "rows", h, last)));
        var mixed = layers.Linear(Decoder + "frames", g.Transpose(h, 0, 2, 1), Form.Frames, Initialiser.Scaled(Form.Frames, 0.3));
        h = g.Add(h, g.Transpose(mixed, 0, 2, 1));
        return g.Tanh(layers.Linear(Decoder + "picture", h, Form.Rows, Initialiser.Scaled(last, 0.5)));

        // One scale and one shift a feature (Perez et al. 2018).
        Value Styled(string name, Value x)
        {
            var width = x.Extents[^1];
            var modulation = g.Reshape(layers.Linear(Decoder + name, s, 2 * width, Initialiser.Scaled(Style, 0.5)), -1, 1, 2 * width);
            return g.Add(g.Mul(x, g.Add(g.Slice(modulation, 2, 0, width), g.Scalar(1))), g.Slice(modulation, 2, width, 2 * width));
        }
    }
}
