using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>
/// A small class-conditional pair for 28 × 28 grey images: a generator G(z, y) that styles its maps by latent and class, and a projection discriminator D(x, y)
/// (Miyato and Koyama 2018). Neither normalises anything (Mescheder et al. 2018). Sizes change by folding pixels into channels, so that every convolution has a
/// stride of 1, which is what the engine's derivatives are fast at.
/// </summary>
/// <remarks>
/// <code>
/// style          z [B, 64], y [B, 10] → z W + y E: 128, leaky → linear 128, leaky → s
/// generator      s → linear 48·7², leaky → conv 3²: 64·7², styled, leaky → conv 3²: 128·7² ⇒ 32·14², styled, leaky → conv 3²: 48·14² ⇒ 12·28², styled, leaky → conv 3²: 1·28² → tanh
/// discriminator  x [B, 1, 28²] ⇒ 4·14² → conv 3²: 32, leaky → conv 3²: 32, leaky ⇒ 128·7² → conv 1²: 64, leaky → conv 3²: 96, leaky → linear 128, leaky → φ; w·φ + ⟨y V, φ⟩
/// </code>
/// </remarks>
public sealed record ConditionalImageGan
{
    /// <summary>What the names of the generator's parameters begin with.</summary>
    public const string Generator = "generator.";

    /// <summary>What the names of the discriminator's parameters begin with.</summary>
    public const string Discriminator = "discriminator.";

    /// <summary>Rows and columns of an image.</summary>
    public const int Size = 28;

    /// <summary>Coordinates of z.</summary>
    public int Latent { get; init; } = 64;

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; } = 10;

    /// <summary>Width of the style s.</summary>
    public int Style { get; init; } = 128;

    /// <summary>The generator's channels at 7², twice, at 14² and at 28².</summary>
    public IReadOnlyList<int> GeneratorChannels { get; init; } = [48, 64, 32, 12];

    /// <summary>The discriminator's channels at 14², twice, and at 7², twice.</summary>
    public IReadOnlyList<int> DiscriminatorChannels { get; init; } = [32, 32, 64, 96];

    /// <summary>Width of the discriminator's features φ.</summary>
    public int Features { get; init; } = 128;

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.2f;

    /// <summary>G(z, y) [B, 1, 28, 28] in [−1, 1] of z [B, d] and one-hot classes y [B, k].</summary>
    public Value Generate(GraphBuilder g, IParameterSource parameters, Value z, Value label)
    {
        var layers = new Layers(g, parameters, Slope);
        var c = GeneratorChannels;
        var s = g.Add(layers.Linear(Generator + "map0", z, Style), layers.Embedding(Generator + "class", label, Style));
        s = layers.LeakyRelu(layers.Linear(Generator + "map1", layers.LeakyRelu(s), Style));
        var h = layers.LeakyRelu(layers.Linear(Generator + "seed", s, c[0] * 49));
        h = g.Reshape(h, -1, c[0], 7, 7);
        h = Block("conv0", h, c[1], enlarge: false);
        h = Block("conv1", h, 4 * c[2], enlarge: true);
        h = Block("conv2", h, 4 * c[3], enlarge: true);
        return g.Tanh(layers.Convolution(Generator + "image", h, 1, 3, 1, 1, Initialiser.Scaled(9 * c[3], 1)));

        Value Block(string name, Value x, int channels, bool enlarge)
        {
            var y = layers.Convolution(Generator + name, x, channels, 3, 1, 1);
            return layers.LeakyRelu(layers.Styled(Generator + name, enlarge ? layers.Enlarged(y) : y, s));
        }
    }

    /// <summary>D(x, y) [B, 1]: how real images x [B, 1, 28, 28] look as their classes y [B, k]; a logit.</summary>
    public Value Discriminate(GraphBuilder g, IParameterSource parameters, Value image, Value label)
    {
        var layers = new Layers(g, parameters, Slope);
        var c = DiscriminatorChannels;
        var h = Convolved("conv0", layers.Folded(image), c[0], 3);
        h = Convolved("conv1", h, c[1], 3);
        h = Convolved("conv2", layers.Folded(h), c[2], 1);
        h = Convolved("conv3", h, c[3], 3);
        var features = layers.LeakyRelu(layers.Linear(Discriminator + "features", g.Reshape(h, -1, c[3] * 49), Features));
        var projected = g.Mul(layers.Embedding(Discriminator + "class", label, Features, Initialiser.Scaled(Features, 1)), features);
        return g.Add(layers.Linear(Discriminator + "score", features, 1, Initialiser.Scaled(Features, 1)), g.ReduceSum(projected, [1], keep: true));

        Value Convolved(string name, Value x, int channels, int kernel) =>
            layers.LeakyRelu(layers.Convolution(Discriminator + name, x, channels, kernel, 1, kernel / 2));
    }
}
