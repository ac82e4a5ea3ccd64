using Rhumb.Generators;
using Rhumb.LinearAlgebra;

namespace Rhumb.Subspaces;

/// <summary>J P with P the projection onto the prior's tangent space at z: the Jacobian of what a walk can change.</summary>
internal sealed class TangentOperator(ILinearOperator linear, LatentSpace space, float[] z) : ILinearOperator
{
    public int InputDimension => linear.InputDimension;

    public int OutputDimension => linear.OutputDimension;

    public long RowsUsed => linear.RowsUsed;

    public Task<RowMatrix> ApplyAsync(RowMatrix vectors, CancellationToken cancellation) => linear.ApplyAsync(Project(vectors), cancellation);

    public async Task<RowMatrix> ApplyTransposeAsync(RowMatrix covectors, CancellationToken cancellation) =>
        Project(await linear.ApplyTransposeAsync(covectors, cancellation));

    private RowMatrix Project(RowMatrix rows)
    {
        var projected = new RowMatrix(rows.Rows, rows.Columns);
        for (var i = 0; i < rows.Rows; i++)
        {
            var tangent = space.ProjectToTangent(z, Array.ConvertAll(rows.Row(i).ToArray(), value => (double)value));
            for (var j = 0; j < tangent.Length; j++) projected.Row(i)[j] = (float)tangent[j];
        }
        return projected;
    }
}
