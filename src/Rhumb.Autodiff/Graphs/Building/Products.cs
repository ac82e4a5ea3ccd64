namespace Rhumb.Autodiff.Graphs.Building;

public sealed partial class GraphBuilder
{
    /// <summary>Batched matrix product [.., m, k] · [.., k, n] → [.., m, n]; both operands have rank 2 or more.</summary>
    public Value MatMul(Value a, Value b)
    {
        var (x, y) = (a.Extents, b.Extents);
        if (x.Length < 2 || y.Length < 2 || x[^1] != y[^2])
            throw GraphException.Contradiction($"MatMul of {Shapes.Text(x)} and {Shapes.Text(y)}: the inner axes differ.");
        return Emit("MatMul", [a, b], a.ElementType, [.. Shapes.Broadcast(x.AsSpan(..^2), y.AsSpan(..^2)), x[^2], y[^1]]);
    }

    /// <summary>op(a) · op(b) + c of matrices, op the transposition where asked; c [n] or [m, n] is optional.</summary>
    public Value Gemm(Value a, Value b, bool transposeA = false, bool transposeB = false, Value? c = null)
    {
        var (x, y) = (a.Extents, b.Extents);
        var (m, inner) = transposeA ? (x[1], x[0]) : (x[0], x[1]);
        var (rows, n) = transposeB ? (y[1], y[0]) : (y[0], y[1]);
        if (x.Length != 2 || y.Length != 2 || (inner != rows && inner >= 0 && rows >= 0))
            throw GraphException.Contradiction($"Gemm of {Shapes.Text(x)} and {Shapes.Text(y)}: the inner axes differ.");
        Attributes attributes = [];
        if (transposeA)
            attributes.Add("transA", 1);
        if (transposeB)
            attributes.Add("transB", 1);
        return Emit("Gemm", c is null ? [a, b] : [a, b, c], a.ElementType, [m, n], attributes);
    }

    /// <summary>Convolution of x [N, C, …] with w [M, C/groups, …] and an optional bias [M].</summary>
    public Value Conv(Value x, Value w, ConvolutionGeometry geometry, Value? bias = null) =>
        Emit("Conv", bias is null ? [x, w] : [x, w, bias], x.ElementType,
            [x.Extents[0], w.Extents[0], .. geometry.OutputLengths(x.Extents.AsSpan(2))], geometry.ToAttributes());

    /// <summary>Transposed convolution of x [N, C, …] with w [C, M/groups, …] to spatial lengths <paramref name="lengths"/>.</summary>
    public Value ConvTranspose(Value x, Value w, ConvolutionGeometry geometry, ReadOnlySpan<long> lengths) =>
        Emit("ConvTranspose", [x, w], x.ElementType, [x.Extents[0], w.Extents[1] * geometry.Group, .. lengths],
            geometry.ToTransposeAttributes(x.Extents.AsSpan(2), lengths));
}
