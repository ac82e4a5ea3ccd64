using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Rules;

namespace Rhumb.Autodiff;

/// <summary>All rules, keyed by domain, operator and opset range.</summary>
public static class RuleTable
{
    /// <summary>Every row, family by family.</summary>
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        .. Elementwise.Rows, .. Activations.Rows, .. Arithmetic.Rows, .. MatrixProducts.Rows, .. Convolution.Rows, .. Normalization.Rows,
        .. Pooling.Rows, .. Losses.Rows, .. AttentionLayers.Rows, .. Reductions.Rows, .. Layout.Rows, .. Padding.Rows, .. Rearrangement.Rows, .. Indexing.Rows, .. Scattering.Rows, .. Quantization.Rows, .. AffineGrids.Rows,
        .. Resampling.Rows, .. GridSampling.Rows, .. TensorContractions.Rows, .. NonDifferentiable.Rows, .. Refused.Rows,
    ];

    private static readonly ILookup<(string Domain, string OpType), OpRule> ByOperator = Rows.ToLookup(row => (row.Domain, row.OpType));

    /// <summary>The row with a derivative for an operator at an operator-set version, or null.</summary>
    public static OpRule? Find(string domain, string opType, long opset) => Row(domain, opType, opset) is { Refusal: null } row ? row : null;

    private static OpRule? Row(string domain, string opType, long opset) =>
        ByOperator[(domain, opType)].FirstOrDefault(row => row.Since <= opset && opset <= row.Until);

    /// <summary>The row for a node.</summary>
    /// <exception cref="GraphException">There is none: names node, operator, opset and the way out.</exception>
    public static OpRule For(Node node, long opset) => Find(node.Domain, node.OpType, opset) ?? throw new GraphException(Problem(node, opset)!);

    /// <summary>Why there is no row with a derivative for a node: names node, operator, opset and the way out; null where there is one.</summary>
    public static string? Problem(Node node, long opset) => Find(node.Domain, node.OpType, opset) is not null ? null
        : $"{node.Title} (operator set {opset}) {Row(node.Domain, node.OpType, opset)?.Refusal ?? "has no derivative rule yet"}; replace the operator in the exported model, or see 'Adding an operator' in CONTRIBUTING.md.";
}
