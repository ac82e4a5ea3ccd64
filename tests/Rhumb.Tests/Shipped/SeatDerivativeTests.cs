using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Autodiff;

namespace Rhumb.Tests.Shipped;

/// <summary>The derivatives of the networks that ship with Rhumb: exact, adjoint, and agreed on by every estimator.</summary>
public sealed class SeatDerivativeTests
{
    private const int Pairs = 100;

    private static string Folder => Path.Combine(Repository.Root, "models", "seat");

    /// <summary>File, input differentiated by, output, and the shapes of what is free.</summary>
    /// <remarks>A step moves all 32,768 voxels at once, over many kinks of the rectifiers unless it is small.</remarks>
    public static TheoryData<string, string, string, double> Networks => new()
    {
        { "prior.onnx", "latent", "z", 1 },
        { "decoder.onnx", "z", "field", 1 },
        { "encoder.onnx", "voxels", "z", 30 },
    };

    [Theory, MemberData(nameof(Networks))]
    public void Jvp_agrees_with_differences_and_vjp_is_its_adjoint(string file, string wrt, string of, double shrink)
    {
        var model = OnnxFile.Read(Path.Combine(Folder, file));
        var random = new RandomStream(11, file);
        var errors = new List<double>();
        for (var z = 0; z < Pairs / 5; z++)
        {
            var inputs = model.Graph.Inputs.ToDictionary(input => input.Name, input => Operand(input, random));
            var shapes = inputs.Where(input => input.Key == "points").ToDictionary(input => input.Key, input => input.Value.Shape.ToArray());
            using var check = new DerivativeCheck(model, [wrt], of, inputs, shapes: shapes);
            errors.AddRange(check.ErrorsAgainstDifferences(5, seed: z, shrink));
            Assert.InRange(check.AdjointnessError(5, seed: z), 0, 1e-4);
        }
        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0, 1e-2);
    }

    [Fact]
    public async Task Block_iteration_finds_the_directions_of_the_exact_gram()
    {
        using var seat = ShapeGenerator.Load(Folder);
        var cancellation = TestContext.Current.CancellationToken;
        for (var start = 0; start < 5; start++)
        {
            var linear = await seat.LineariseAsync(seat.LatentSpace.Sample(seed: 3, start), cancellation);
            using var owned = (IDisposable)linear;
            var d = linear.InputDimension;
            var exact = await ExactGram.ComputeAsync(linear, d, cancellation: cancellation);
            Assert.InRange(exact.Rows, d, (1.1 * d) + 1);
            var block = await new BlockSubspaceIteration { Block = 20, Rounds = 2, MeasuresResidual = false }.ComputeAsync(linear, 4, new RandomStream(start), cancellation);
            for (var i = 0; i < 4; i++)
                Assert.InRange(block.Affinity(i, exact, 4), 0.99, 1.0001);
        }
    }

    // Latents from the prior they were trained with, points in the cube, voxels and sides in their ranges.
    private static TensorData Operand(Value input, RandomStream random)
    {
        long[] shape = [.. input.Dims!.Select((dim, axis) => dim.Size ?? (input.Name == "points" ? 256 : 1))];
        var values = new float[Shapes.Count(shape)];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(input.Name switch
            {
                "points" => random.Uniform(-0.5, 0.5),
                "voxels" => random.Uniform(),
                "extents" => random.Uniform(0.3, 1),
                _ => random.Normal(),
            });
        return TensorData.Of<float>(values, shape);
    }
}
