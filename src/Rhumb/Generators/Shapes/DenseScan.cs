namespace Rhumb.Generators.Shapes;

/// <summary>The reference decode: the field at all n³ samples.</summary>
public static class DenseScan
{
    /// <summary>Evaluates <paramref name="field"/> at every sample of <paramref name="grid"/>, in chunks of bounded size.</summary>
    public static async Task<FieldGrid> EvaluateAsync(IImplicitField field, SampleGrid grid, CancellationToken cancellation)
    {
        var result = new FieldGrid(grid);
        var wave = new SampleWave(field, result);
        for (var x = 1; x <= grid.Resolution; x++)
            for (var y = 1; y <= grid.Resolution; y++)
                for (var z = 1; z <= grid.Resolution; z++)
                    wave.Request(result.Padded(x, y, z));
        await wave.EvaluateAsync(cancellation);
        return result;
    }
}
