using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using Rhumb.Training.Data;

namespace Rhumb.Training.Recipes;

/// <summary>Finds the cells that the decoder, as it is, gets wrong about mixtures of the prior.</summary>
/// <param name="settings">What counts as wrong.</param>
/// <param name="network">The network.</param>
/// <param name="layout">Its parameters.</param>
internal sealed class ErrorMiner(ErrorMining settings, ImplicitAutoencoder network, ParameterLayout layout) : IDisposable
{
    private readonly CompiledGraph _decoder = GraphRuntime.Compile(ShapeNetworks.Logits(network, layout));

    /// <summary>The wrong cells of the mixture <paramref name="code"/> [c] whose blend is <paramref name="whole"/>, under the parameters <paramref name="theta"/>.</summary>
    public int[] Wrong(Tensor theta, float[] code, VoxelSolid whole)
    {
        var field = new Field(_decoder, theta, code, (float)(settings.Level - settings.Margin));
        var decoded = SurfaceFollower.FollowAsync(field, new SampleGrid(BlendTargets.Size), CancellationToken.None).GetAwaiter().GetResult();
        var (nearly, n) = (decoded.ToSolid(), BlendTargets.Size);
        return [.. nearly.Inside().Where(cell => !Touches(whole, cell)), .. whole.Inside().Where(cell => !nearly[cell] || decoded.Value(cell / (n * n), cell / n % n, cell % n) < settings.Margin)];
    }

    public void Dispose() => _decoder.Dispose();

    /// <summary>Whether the cell or a neighbour through a face is solid: surfaces a cell too far out are not what is looked for.</summary>
    private static bool Touches(VoxelSolid solid, int cell)
    {
        var n = solid.Resolution;
        var (x, y, z) = (cell / (n * n), cell / n % n, cell % n);
        return solid[x, y, z] || solid[x - 1, y, z] || solid[x + 1, y, z] || solid[x, y - 1, z] || solid[x, y + 1, z] || solid[x, y, z - 1] || solid[x, y, z + 1];
    }

    private sealed class Field(CompiledGraph decoder, Tensor theta, float[] code, float level) : IImplicitField
    {
        public async Task EvaluateAsync(ReadOnlyMemory<float> points, Memory<float> values, CancellationToken cancellation)
        {
            if (values.Length == 0)
                return;
            using var mixture = Tensor.Create<float>(code, 1, code.Length);
            using var positions = Tensor.Create(points.Span, 1, values.Length, 3);
            var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["theta"] = theta, ["code"] = mixture, ["points"] = positions };
            using var logits = (await decoder.RunAsync(inputs, cancellation))["logits"];
            var found = logits.AsSpan<float>();
            for (var i = 0; i < found.Length; i++)
                values.Span[i] = found[i] - level;
        }
    }
}
