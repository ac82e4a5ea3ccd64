namespace Rhumb.LinearAlgebra;

/// <summary>A linear map A: R^d → R^n known only by its products with blocks of vectors.</summary>
public interface ILinearOperator
{
    /// <summary>d, the dimension of the domain.</summary>
    int InputDimension { get; }

    /// <summary>n, the dimension of the range.</summary>
    int OutputDimension { get; }

    /// <summary>Rows sent through the network so far (a batch of 16 tangents counts 16, a primal 1): the cost that reports state.</summary>
    long RowsUsed { get; }

    /// <summary>A·v for every row v of <paramref name="vectors"/> [K, d]; returns [K, n].</summary>
    Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation);

    /// <summary>Aᵀ·u for every row u of <paramref name="covectors"/> [K, n]; returns [K, d].</summary>
    Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation);
}
