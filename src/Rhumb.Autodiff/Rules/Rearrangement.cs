using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Autodiff.Rules;

/// <summary>Operators that reorder, mask or accumulate along axes: linear.</summary>
internal static class Rearrangement
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        new("DepthToSpace") { Jvp = DepthToSpace },
        new("SpaceToDepth") { Jvp = SpaceToDepth },
        new("Trilu") { Since = 14, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = c => Again(c, c.Attributes), Batch = c => c.Emit([c.X(0), c.Node.Input(1)]) },
        new("CumSum") { Since = 11, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = CumSumTranspose, Batch = CumSumBatch },
        new("ReverseSequence") { Since = 10, Jvp = c => JvpContext.One(c.Again((0, c.T()))), Transpose = c => Again(c, c.Attributes), Batch = ReverseSequenceBatch },
        new("CenterCropPad") { Since = 18, Jvp = CenterCropPad },
        new("Col2Im") { Since = 18, Jvp = Col2Im },
    ];

    // The operator itself on the cotangent: it is its own adjoint but for attributes.
    private static Value Again(TransposeContext c, Attributes attributes) =>
        c.G.Emit(c.Node.OpType, [c.U, .. c.Node.Inputs.Skip(1)], c.U.Value.ElementType, c.Wanted, attributes);

    private static IReadOnlyList<Tangent> DepthToSpace(JvpContext c)
    {
        var (s, b) = (c.X().Value.Shape, c.Attributes.Int("blocksize", 1));
        var depth = s[1] / (b * b);
        var apart = c.Attributes.String("mode", "DCR") == "CRD"
            ? c.G.Transpose(c.G.Reshape(c.T(), [s[0], depth, b, b, s[2], s[3]]), [0, 1, 4, 2, 5, 3])
            : c.G.Transpose(c.G.Reshape(c.T(), [s[0], b, b, depth, s[2], s[3]]), [0, 3, 4, 1, 5, 2]);
        return JvpContext.One(c.G.Reshape(apart, c.Y().Value.Shape));
    }

    private static IReadOnlyList<Tangent> SpaceToDepth(JvpContext c)
    {
        var (s, b) = (c.X().Value.Shape, c.Attributes.Int("blocksize", 1));
        var apart = c.G.Transpose(c.G.Reshape(c.T(), [s[0], s[1], s[2] / b, b, s[3] / b, b]), [0, 3, 5, 1, 2, 4]);
        return JvpContext.One(c.G.Reshape(apart, c.Y().Value.Shape));
    }

    private static Value CumSumTranspose(TransposeContext c) =>
        Again(c, c.Attributes.With(values => values["reverse"] = c.Attributes.Flag("reverse") ? 0L : 1L));

    private static Value CumSumBatch(BatchContext c) =>
        c.Emit([c.X(0), c.G.Scalar(Shapes.Axis(c.Ints(1)[0], c.Output.Length) + 1, ElementType.Int64)]);

    // Only the first two axes may hold time and batch, so K goes last.
    private static Value ReverseSequenceBatch(BatchContext c)
    {
        int[] behind = [.. Enumerable.Range(1, c.Output.Length), 0];
        var reversed = c.G.Emit("ReverseSequence", [c.G.Transpose(c.X(0), behind), c.X(1)], c.X(0).ElementType, [.. c.Output, -1], c.Attributes);
        return c.G.Transpose(reversed, [c.Output.Length, .. Enumerable.Range(0, c.Output.Length)]);
    }

    // Cropping is padding by less than nothing; an odd element more goes to the end.
    private static IReadOnlyList<Tangent> CenterCropPad(JvpContext c)
    {
        var (from, to) = (c.X().Value.Shape, c.Y().Value.Shape);
        long Before(int axis) => to[axis] >= from[axis] ? (to[axis] - from[axis]) / 2 : -((from[axis] - to[axis]) / 2);
        long[] before = [.. Enumerable.Range(0, from.Length).Select(Before)];
        return JvpContext.One(c.G.Pad(c.T(), before, [.. before.Select((pad, axis) => to[axis] - from[axis] - pad)]));
    }

    // Blocks [N, C·κ, L] are laid on the image by a transposed convolution whose kernel for block element κ is 1 at κ.
    private static IReadOnlyList<Tangent> Col2Im(JvpContext c)
    {
        var (image, block) = (Constants.Ints(c.Node, 1), Constants.Ints(c.Node, 2));
        var (n, size) = (block.Length, Shapes.Count(block));
        var pads = c.Attributes.Ints("pads") ?? new long[2 * n];
        long[] ones = [.. block.Select(_ => 1L)];
        var geometry = new ConvolutionGeometry(block, c.Attributes.Ints("strides") ?? ones, c.Attributes.Ints("dilations") ?? ones, pads[..n], pads[n..]);
        var identity = new float[size * size];
        for (var i = 0; i < size; i++)
            identity[i * (size + 1)] = 1;
        var weight = c.G.Cast(c.G.Constant(TensorData.Of<float>(identity, [size, 1, .. block])), c.T().Value.ElementType);
        var blocks = c.G.Reshape(c.T(), [-1, size, .. geometry.OutputLengths(image)]);
        return JvpContext.One(c.G.Reshape(c.G.ConvTranspose(blocks, weight, geometry, image), c.Y().Value.Shape));
    }
}
