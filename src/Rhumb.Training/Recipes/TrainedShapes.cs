using System.Numerics;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;

namespace Rhumb.Training.Recipes;

/// <summary>Encoder and decoder at given weights, ready to be measured: shapes to codes and codes to solids.</summary>
public sealed class TrainedShapes : IDisposable
{
    private readonly int _voxels;
    private readonly float _isoLevel;
    private readonly CompiledGraph _decoder, _encoder;

    /// <summary>Compiles both networks at the weights <paramref name="theta"/>.</summary>
    public TrainedShapes(ImplicitAutoencoder network, ParameterLayout layout, float[] theta, double isoLevel)
    {
        (_voxels, _isoLevel) = (network.VoxelSize, (float)isoLevel);
        _decoder = GraphRuntime.Compile(ShapeNetworks.Decoder(network, layout, theta));
        _encoder = GraphRuntime.Compile(ShapeNetworks.Encoder(network, layout, theta));
    }

    private TrainedShapes(CompiledGraph decoder, CompiledGraph encoder, float isoLevel) =>
        (_decoder, _encoder, _isoLevel, _voxels) = (decoder, encoder, isoLevel, (int)encoder.Inputs.First(input => input.Name == "voxels").Shape[2]!.Value);

    /// <summary>The networks of an exported generator.</summary>
    /// <exception cref="RhumbException">The generator has no encoder.</exception>
    public static TrainedShapes Load(GeneratorFolder folder)
    {
        var files = folder.Manifest.Files;
        if (files.Encoder is null)
            throw new RhumbException($"Generator '{folder.Manifest.Name}' has no encoder, so its reconstructions cannot be measured; train it again.");
        return new TrainedShapes(CompiledGraph.Load(folder.ReadFile(files.Decoder)), CompiledGraph.Load(folder.ReadFile(files.Encoder)), folder.Manifest.Shape!.IsoLevel);
    }

    /// <summary>z [128] of a solid in a box of sides <paramref name="extent"/>: the mean of its codes, and its proportions.</summary>
    public float[] Encode(VoxelSolid solid, Vector3 extent)
    {
        var n = _voxels;
        var values = BoxedVoxels.Of(solid, extent, n);
        using var voxels = Tensor.Create<float>(values, 1, 1, n, n, n);
        using var sides = Tensor.Create<float>([extent.X, extent.Y, extent.Z], 1, 3);
        using var z = _encoder.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["voxels"] = voxels, ["extents"] = sides })["z"];
        return z.ToArray<float>();
    }

    /// <summary>The solid of z [128] at <paramref name="resolution"/>³, by following its surface.</summary>
    public async Task<VoxelSolid> DecodeAsync(float[] z, int resolution, CancellationToken cancellation) =>
        (await SurfaceFollower.FollowAsync(new Field(_decoder, z, _isoLevel), new SampleGrid(resolution), cancellation)).ToSolid();

    /// <summary>Releases both networks.</summary>
    public void Dispose()
    {
        _decoder.Dispose();
        _encoder.Dispose();
    }

    private sealed class Field(CompiledGraph decoder, float[] z, float isoLevel) : IImplicitField
    {
        public async Task EvaluateAsync(ReadOnlyMemory<float> points, Memory<float> values, CancellationToken cancellation)
        {
            if (values.Length == 0)
                return;
            using var code = Tensor.Create<float>(z, 1, z.Length);
            using var positions = Tensor.Create(points.Span, values.Length, 3);
            var results = await decoder.RunAsync(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["z"] = code, ["points"] = positions }, cancellation);
            using var field = results["field"];
            var logits = field.AsSpan<float>();
            for (var i = 0; i < logits.Length; i++)
                values.Span[i] = logits[i] - isoLevel;
        }
    }
}
