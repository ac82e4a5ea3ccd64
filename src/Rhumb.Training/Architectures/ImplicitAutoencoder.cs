using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>
/// An IM-NET-like autoencoder of shapes (Chen and Zhang 2019): a 3-D convolutional encoder of coarse occupancy to a normal distribution of codes, and a decoder of
/// code and point to a logit, positive inside. The shape is learnt in its own box, stretched to [-0.5, 0.5]³; the box's proportions and deformations in the box are
/// more coordinates: z = (c, ln e, s), e the sides of the box, of which only the proportions matter, and s as <see cref="ShapeDeformation"/> says.
/// </summary>
/// <remarks>
/// <code>
/// encoder  v [B, 1, 32³] → conv 4³ stride 4: 24·8³ → stride 2: 48·4³ → stride 2: 64·2³ (each leaky) → linear 256, leaky → linear 2 · 113 → μ, ln σ²
/// decoder  p [P, 3] → q = D_s(p / e) → (2q, sin 2ᵇπq, cos 2ᵇπq), b = 0 … 3 [27] → 4 × (linear, modulated by c, leaky) 256, 256, 256, 128 → linear 1
/// </code>
/// </remarks>
public sealed record ImplicitAutoencoder
{
    /// <summary>Cells an axis of the encoder's input.</summary>
    public int VoxelSize { get; init; } = 32;

    /// <summary>Coordinates of c.</summary>
    public int ShapeCode { get; init; } = 113;

    /// <summary>Coordinates of z: c, the three sides, and the deformation.</summary>
    public int CodeLength => ShapeCode + 3 + ShapeDeformation.Coordinates;

    /// <summary>The encoder's convolutions. The first takes a stride of 4: gradients through strided 3-D convolutions are the dearest part of a step.</summary>
    public IReadOnlyList<EncoderConvolution> EncoderConvolutions { get; init; } = [new(24, 4, 4, 0), new(48, 4, 2, 1), new(64, 4, 2, 1)];

    /// <summary>Width of the encoder's hidden linear layer.</summary>
    public int EncoderWidth { get; init; } = 256;

    /// <summary>Widths of the decoder's hidden layers.</summary>
    public IReadOnlyList<int> DecoderWidths { get; init; } = [256, 256, 256, 128];

    /// <summary>Octaves of sines and cosines of a point's coordinates.</summary>
    public int Octaves { get; init; } = 4;

    /// <summary>Slope of the leaky rectifiers below 0.</summary>
    public float Slope { get; init; } = 0.1f;

    /// <summary>Multiply-adds of the decoder a point, what depends on the code alone not counted.</summary>
    public int MultiplyAdds
    {
        get
        {
            int[] widths = [3 + 6 * Octaves, .. DecoderWidths, 1];
            return widths.Zip(widths.Skip(1)).Sum(pair => pair.First * pair.Second);
        }
    }

    /// <summary>μ and ln σ² [B, c] of voxels [B, 1, n, n, n], the shape stretched to the whole grid, values in [0, 1].</summary>
    public (Value Mean, Value LogVariance) Encode(GraphBuilder g, IParameterSource parameters, Value voxels)
    {
        var layers = new Layers(g, parameters, Slope);
        var h = voxels;
        for (var i = 0; i < EncoderConvolutions.Count; i++)
        {
            var (channels, kernel, stride, pad) = EncoderConvolutions[i];
            h = layers.LeakyRelu(layers.Convolution($"encoder.conv{i}", h, channels, kernel, stride, pad));
        }
        h = g.Reshape(h, -1, h.Extents[1] * h.Extents[2] * h.Extents[3] * h.Extents[4]);
        h = layers.LeakyRelu(layers.Linear("encoder.hidden", h, EncoderWidth));
        var code = layers.Linear("encoder.code", h, 2 * ShapeCode, new Initialiser(0.02));
        return (g.Slice(code, 1, 0, ShapeCode), g.Clip(g.Slice(code, 1, ShapeCode, 2 * ShapeCode), -8, 4));
    }

    /// <summary>The logits [B, P] of points q [B, P, 3] of the stretched box under the codes c [B, c].</summary>
    public Value Decode(GraphBuilder g, IParameterSource parameters, Value code, Value points)
    {
        var layers = new Layers(g, parameters, Slope);
        var h = Waves(g, points);
        for (var i = 0; i < DecoderWidths.Count; i++)
            h = layers.LeakyRelu(layers.Modulated($"decoder.layer{i}", h, code, DecoderWidths[i]));
        return g.ReduceSum(layers.Linear("decoder.field", h, 1, Initialiser.Scaled(DecoderWidths[^1], 1)), [2]);
    }

    /// <summary>
    /// The field [B, P] of points [P, 3] of space under z [B, c + 3 + 12]: what is exported. It is the logit in the shape's box, and beyond it at most
    /// steepness · (margin − distance to the box), because points far outside are never trained on: nothing is solid further than the margin from the box.
    /// </summary>
    public Value Field(GraphBuilder g, IParameterSource parameters, Value z, Value points)
    {
        const double steepness = 400, margin = 1.5 / 64;
        var sides = g.Slice(z, 1, ShapeCode, ShapeCode + 3);
        var extent = g.Reshape(g.Exp(g.Sub(sides, g.ReduceMax(sides, [1], keep: true))), -1, 1, 3);
        var p = g.Reshape(points, 1, -1, 3);
        var q = ShapeDeformation.Apply(g, g.Div(p, extent), g.Slice(z, 1, ShapeCode + 3, CodeLength));
        var logits = Decode(g, parameters, g.Slice(z, 1, 0, ShapeCode), q);
        var distance = g.ReduceMax(g.Sub(g.Abs(p), 0.5 * new Term(g, extent)), [2]);
        return g.Min(logits, steepness * (margin - new Term(g, distance)));
    }

    private Value Waves(GraphBuilder g, Value points)
    {
        var q = new Term(g, points);
        List<Value> features = [2 * q];
        for (var octave = 0; octave < Octaves; octave++)
        {
            var angle = Math.PI * (1 << octave) * q;
            features.Add(angle.Sin());
            features.Add(angle.Cos());
        }
        return g.Concat(2, features);
    }
}
