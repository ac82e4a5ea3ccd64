namespace Rhumb.Autodiff;

/// <summary>Tangents of a node's outputs from the tangents of its inputs.</summary>
public delegate IReadOnlyList<Tangent> JvpRule(JvpContext context);

/// <summary>A node's results as a composition of operators that have rules; null where a result has no derivative.</summary>
public delegate IReadOnlyList<Graphs.Value?> ExpansionRule(ExpansionContext context);

/// <summary>Cotangent of one operand of a linear node from the cotangent of its output; the pass sums it to the operand's shape.</summary>
public delegate Graphs.Value TransposeRule(TransposeContext context);

/// <summary>The output [K, …] of a linear node some of whose operands carry K vectors on a leading axis.</summary>
public delegate Graphs.Value BatchRule(BatchContext context);

/// <summary>
/// One row of the table: how an operator is linearised, directly or by expansion, and, where it is linear, transposed and batched. A row with neither, or with
/// <see cref="Refusal"/>, says why there is no derivative.
/// </summary>
/// <param name="OpType">Operator.</param>
public sealed record OpRule(string OpType)
{
    /// <summary>Operator domain; "" is ONNX's own.</summary>
    public string Domain { get; init; } = "";

    /// <summary>First operator-set version that the row is right for.</summary>
    public long Since { get; init; } = 1;

    /// <summary>Last operator-set version that the row is right for.</summary>
    public long Until { get; init; } = long.MaxValue;

    /// <summary>Linearisation; null where the operator has none (its outputs have no tangents).</summary>
    public JvpRule? Jvp { get; init; }

    /// <summary>
    /// The operator as a composition, in place of <see cref="Jvp"/>: only the derivative is taken of it, the value is still computed by the operator itself.
    /// </summary>
    public ExpansionRule? Expansion { get; init; }

    /// <summary>Transposition; null where tangent graphs never hold the operator.</summary>
    public TransposeRule? Transpose { get; init; }

    /// <summary>Batching; null where tangent graphs never hold the operator.</summary>
    public BatchRule? Batch { get; init; }

    /// <summary>True where the derivative is zero wherever it exists, so that tangents stop here by declaration (Floor, comparisons).</summary>
    public bool Stops { get; init; }

    /// <summary>Why a graph in which a tangent reaches the operator is refused, as the middle of a sentence; null for operators with a derivative.</summary>
    public string? Refusal { get; init; }

    /// <summary>What the rule does not cover, and the sub-gradient chosen, for the documentation.</summary>
    public string Limits { get; init; } = "";
}
