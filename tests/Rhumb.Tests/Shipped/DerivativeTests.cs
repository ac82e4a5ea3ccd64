using Rhumb.Autodiff.Graphs;
using Rhumb.LinearAlgebra;
using Rhumb.Tests.Architecture;
using Rhumb.Tests.Autodiff;

namespace Rhumb.Tests.Shipped;

/// <summary>The derivatives of the networks that ship with Rhumb: exact and adjoint.</summary>
public sealed class DerivativeTests
{
    private const int Pairs = 100;

    /// <summary>File, input differentiated by, output, and how much smaller steps are than usual.</summary>
    /// <remarks>A step moves all voxels or pixels at once, over many kinks of the rectifiers unless it is small; a step of a code moves the levels of all harmonics.</remarks>
    public static TheoryData<string, string, string, double> Networks => new()
    {
        { "seat/prior.onnx", "latent", "z", 1 },
        { "seat/decoder.onnx", "z", "field", 1 },
        { "seat/encoder.onnx", "voxels", "z", 30 },
        { "fashion/decoder.onnx", "z", "image", 1 },
        { "fashion/classifier.onnx", "image", "logits", 30 },
        { "avatar/prior.onnx", "z", "code", 1 },
        { "avatar/decoder.onnx", "code", "image", 10 },
        { "avatar/classifier.onnx", "image", "logits", 30 },
        { "note/prior.onnx", "z", "code", 1 },
        { "note/decoder.onnx", "code", "sound", 5 },
        { "note/classifier.onnx", "sound", "logits", 30 },
    };

    /// <summary>A network that ships and is not in the table is a network that nobody differentiated.</summary>
    [Fact]
    public void Every_network_that_ships_is_held_against_differences()
    {
        var models = Path.Combine(Repository.Root, "models");
        var there = Directory.GetFiles(models, "*.onnx", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(models, file).Replace('\\', '/'));
        Assert.Equal(there.Order(StringComparer.Ordinal), Networks.Select(row => row.Data.Item1).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Networks))]
    public void Jvp_agrees_with_differences_and_vjp_is_its_adjoint(string file, string wrt, string of, double shrink)
    {
        var model = OnnxFile.Read(Path.Combine(Repository.Root, "models", file));
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

    // Latents from the prior they were trained with, points in the cube, voxels, sides, pixels and samples in their ranges, one class.
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
                "image" => random.Uniform(-1, 1),
                "sound" => random.Uniform(-0.3, 0.3),
                "label" or "pitch" => i == 3 ? 1 : 0,
                _ => random.Normal(),
            });
        return TensorData.Of<float>(values, shape);
    }
}
