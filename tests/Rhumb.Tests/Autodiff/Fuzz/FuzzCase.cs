using Google.Protobuf;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Onnx;
using Rhumb.Autodiff.Passes;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Fuzz;

/// <summary>
/// One case by number: a random graph or an exported model, damaged, then read, checked and differentiated. It ends in a derivative or in a
/// <see cref="GraphException"/>; anything else is a finding.
/// </summary>
internal static class FuzzCase
{
    /// <summary>What came of a case; doubtful where only the runtime could say whether the file or a rule is wrong.</summary>
    public enum Outcome { Unreadable, Refused, Doubtful, Differentiated }

    private static readonly string[] Names = ["functions", "loops", "gpt-17", "realnvp", "resnet", "siren"];

    /// <summary>The exported models that cases are made of, from the folder of the fixtures.</summary>
    public static IReadOnlyList<byte[]> Exported(string folder) => [.. Names.Select(name => File.ReadAllBytes(Path.Combine(folder, $"{name}.onnx")))];

    /// <summary>The file of a case drawn from <paramref name="random"/>, and whether it is a random graph that nothing was done to.</summary>
    public static (byte[] File, bool IsWhole) Damaged(RandomStream random, IReadOnlyList<byte[]> exported)
    {
        var isRandom = random.Index(10) < 7;
        var file = isRandom ? Described(new RandomGraph(random.Index(1_000_000)).Model) : exported[random.Index(exported.Count)];
        var mutation = new Mutation(random);
        var kind = random.Index(10);
        return (kind switch { 0 => file, 1 or 2 => mutation.Bytes(file), 3 => mutation.Length(file), _ => mutation.Fields(file) }, kind == 0 && isRandom);
    }

    /// <summary>The numbers that case <paramref name="index"/> is drawn from.</summary>
    public static RandomStream Stream(long index) => new(1, "fuzz", index);

    /// <summary>Runs case <paramref name="index"/> on the exported models <paramref name="exported"/>.</summary>
    public static Outcome Run(long index, IReadOnlyList<byte[]> exported)
    {
        var random = Stream(index);
        var (damaged, isWhole) = Damaged(random, exported);
        var outcome = Differentiate(damaged, random.Index(2) == 0);
        if (isWhole && outcome != Outcome.Differentiated)
            throw new InvalidOperationException("An undamaged random graph was refused.");
        return outcome;
    }

    private static Outcome Differentiate(byte[] file, bool forward)
    {
        Model model;
        try
        {
            model = OnnxFile.Read(file, Path.GetTempPath());
        }
        catch (GraphException e) when (e.Message.Length > 0)
        {
            return Outcome.Unreadable;
        }
        try
        {
            Refusals.Of(model, [], []);
            var wrt = model.Graph.Inputs.Where(input => input.ElementType.IsReal()).Select(input => input.Name).Take(2).ToArray();
            var of = model.Graph.Outputs.Where(output => output.ElementType.IsReal()).Select(output => output.Name).Take(1).ToArray();
            var request = new DerivativeRequest { WithRespectTo = wrt, Of = of };
            var derivative = forward ? Jvp.Build(model, request, GuessingProbe.Run) : Vjp.Build(model, request, GuessingProbe.Run);
            OnnxFile.Read(OnnxFile.Write(derivative));
            return Outcome.Differentiated;
        }
        catch (GraphException e) when (e.Message.Length > 0)
        {
            return e.IsDefect ? Outcome.Doubtful : Outcome.Refused;
        }
    }

    // The shapes of all values written into the file: then the passes need no runtime, and come far.
    private static byte[] Described(Model model)
    {
        var proto = ModelProto.Parser.ParseFrom(OnnxFile.Write(model));
        foreach (var value in model.Graph.Nodes.SelectMany(node => node.Outputs).OfType<Value>().Where(value => !model.Graph.Outputs.Contains(value)))
        {
            var shape = new TensorShapeProto();
            shape.Dim.AddRange(value.Shape.Select(length => new TensorShapeProto.Types.Dimension { DimValue = length }));
            proto.Graph.ValueInfo.Add(new ValueInfoProto { Name = value.Name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)value.ElementType, Shape = shape } } });
        }
        return proto.ToByteArray();
    }
}
