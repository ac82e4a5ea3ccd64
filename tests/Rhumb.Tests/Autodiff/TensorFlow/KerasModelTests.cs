using Rhumb.Autodiff.Graphs;

namespace Rhumb.Tests.Autodiff.TensorFlow;

/// <summary>
/// What tf2onnx makes of Keras models is differentiated. TensorFlow is not to be had here, so the graphs are written by hand in its forms and held against
/// differences of themselves and against adjointness.
/// </summary>
public sealed class KerasModelTests
{
    public static TheoryData<string, long, long> Cases =>
    [
        .. from name in KerasModels.All.Keys
           from opset in (long[])[9, 11, 13, 15]
           from batch in (long[])[1, 2]
           select new TheoryDataRow<string, long, long>(name, opset, batch),
    ];

    [Theory, MemberData(nameof(Cases))]
    public void It_is_differentiated(string name, long opset, long batch)
    {
        // By way of a file, as a user's model comes.
        var model = OnnxFile.Read(OnnxFile.Write(KerasModels.All[name](opset)));
        long[] shape = [batch, .. model.Graph.Inputs[0].Dims!.Skip(1).Select(dim => dim.Size!.Value)];
        using var check = new DerivativeCheck(model, ["z"], "output", new Dictionary<string, TensorData> { ["z"] = GraphRuns.Floats(3, shape) },
            shapes: new Dictionary<string, long[]> { ["z"] = shape });
        foreach (var k in (int[])[1, 3])
        {
            Assert.InRange(check.ErrorAgainstDifferences(k, seed: k), 0, 1e-2);
            Assert.InRange(check.AdjointnessError(k, seed: k), 0, 1e-4);
        }
    }
}
