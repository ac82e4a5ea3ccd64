using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>
/// A variational autoencoder of colour images (Kingma and Welling 2014) whose decoder styles its maps by the code at every size. Sizes change by folding pixels into channels, so that
/// every convolution has a stride of 1, which is what the engine's derivatives are fast at.
/// </summary>
/// <remarks>
/// <code>
/// encoder  x [B, 3, 64²] ⇒ 48·16² → conv 3²: 48, leaky ⇒ 192·8² → conv 1²: 96, leaky → conv 3²: 96, leaky → linear 256, leaky → μ, l [B, 64]
/// style    c [B, 64] → linear 256, leaky → linear 256, leaky → s
/// told     c → linear k → logits of attributes
/// decoder  s → linear 64·8², leaky → conv 3²: 96·8², styled, leaky → conv 3²: 192·8² ⇒ 48·16², styled, leaky → conv 3²: 64·16², styled, leaky → conv 3²: 48·16² ⇒ 3·64² → tanh
/// </code>
/// </remarks>
public sealed record ImageAutoencoder
{
    /// <summary>What the names of the encoder's parameters begin with.</summary>
    public const string Encoder = "encoder.";

    /// <summary>What the names of the decoder's parameters begin with.</summary>
    public const string Decoder = "decoder.";

    /// <summary>Size of the images, sides multiples of 2 × <see cref="Fold"/>.</summary>
    public ImageShape Image { get; init; } = new(3, 64, 64);

    /// <summary>Side of the blocks of pixels that are folded into channels at the image itself.</summary>
    public int Fold { get; init; } = 4;

    /// <summary>Coordinates of the code c.</summary>
    public int Code { get; init; } = 64;

    /// <summary>The encoder's channels at a quarter of the size, and twice at an eighth.</summary>
    public IReadOnlyList<int> EncoderChannels { get; init; } = [48, 96, 96];

    /// <summary>Width of the encoder's last hidden layer.</summary>
    public int Hidden { get; init; } = 256;

    /// <summary>Width of the style s.</summary>
    public int Style { get; init; } = 256;

    /// <summary>The decoder's channels: twice at an eighth of the size, twice at a quarter.</summary>
    public IReadOnlyList<int> DecoderChannels { get; init; } = [64, 96, 48, 64];

    /// <summary>Number of values of each attribute that is told from the code; null for none.</summary>
    public IReadOnlyList<int>? Heads { get; init; }

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.2f;

    private int Height => Image.Height / (2 * Fold);

    private int Width => Image.Width / (2 * Fold);

    /// <summary>μ and l [B, c] of q(c | x) = N(μ, exp(l)) for images x [B, C, H, W] in [−1, 1].</summary>
    public (Value Mean, Value LogVariance) Encode(GraphBuilder g, IParameterSource parameters, Value image)
    {
        var layers = new Layers(g, parameters, Slope);
        var c = EncoderChannels;
        var h = Convolved("conv0", layers.Folded(image, Fold), c[0], 3);
        h = Convolved("conv1", layers.Folded(h), c[1], 1);
        h = Convolved("conv2", h, c[2], 3);
        h = layers.LeakyRelu(layers.Linear(Encoder + "hidden", g.Reshape(h, -1, c[2] * Height * Width), Hidden));
        // Posteriors begin narrow, so that the first codes say something.
        return (layers.Linear(Encoder + "mean", h, Code, Initialiser.Scaled(Hidden, 1)),
            g.Sub(layers.Linear(Encoder + "log_variance", h, Code, Initialiser.Scaled(Hidden, 0.1)), g.Scalar(3)));

        Value Convolved(string name, Value x, int channels, int kernel) => layers.LeakyRelu(layers.Convolution(Encoder + name, x, channels, kernel, 1, kernel / 2));
    }

    /// <summary>Logits [B, k] of all attributes, side by side, of codes [B, c]: one linear layer, so that they are directions of the code.</summary>
    public Value Tell(GraphBuilder g, IParameterSource parameters, Value code) =>
        new Layers(g, parameters, Slope).Linear(Encoder + "attributes", code, (Heads ?? []).Sum(), Initialiser.Scaled(Code, 1));

    /// <summary>The image [B, C, H, W] in [−1, 1] of codes [B, c].</summary>
    public Value Decode(GraphBuilder g, IParameterSource parameters, Value code)
    {
        var layers = new Layers(g, parameters, Slope);
        var c = DecoderChannels;
        var s = layers.LeakyRelu(layers.Linear(Decoder + "map0", code, Style));
        s = layers.LeakyRelu(layers.Linear(Decoder + "map1", s, Style));
        var h = g.Reshape(layers.LeakyRelu(layers.Linear(Decoder + "seed", s, c[0] * Height * Width)), -1, c[0], Height, Width);
        h = Block("conv0", h, c[1], enlarge: false);
        h = Block("conv1", h, 4 * c[2], enlarge: true);
        h = Block("conv2", h, c[3], enlarge: false);
        return g.Tanh(layers.Enlarged(layers.Convolution(Decoder + "image", h, Fold * Fold * Image.Channels, 3, 1, 1, Initialiser.Scaled(9 * c[3], 1)), Fold));

        Value Block(string name, Value x, int channels, bool enlarge)
        {
            var y = layers.Convolution(Decoder + name, x, channels, 3, 1, 1);
            return layers.LeakyRelu(layers.Styled(Decoder + name, enlarge ? layers.Enlarged(y) : y, s));
        }
    }
}
