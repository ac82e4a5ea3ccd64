using Google.Protobuf;
using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Graphs.Onnx;
using Rhumb.LinearAlgebra;

namespace Rhumb.Tests.Autodiff.Graphs;

public sealed class OnnxFileTests
{
    private static Model Small()
    {
        var g = new GraphBuilder();
        var x = GraphBuilder.Input("x", ElementType.Float, -1, 3);
        var w = g.Constant(GraphRuns.Floats(1, 3, 2), "w");
        return GraphRuns.Model(g, [x], g.Named("y", g.Tanh(g.MatMul(x, w))));
    }

    [Fact]
    public void Written_and_read_again_computes_the_same()
    {
        var model = Small();
        var again = OnnxFile.Read(OnnxFile.Write(model));
        var x = GraphRuns.Floats(2, 4, 3);
        GraphRuns.AssertEqual(GraphRuns.Run(model, ("x", x))["y"], GraphRuns.Run(again, ("x", x))["y"], 0);
        Assert.Equal("w", Assert.Single(again.Graph.Initialisers()).Name);
        Assert.Null(again.Graph.Inputs[0].Dims![0].Size);
    }

    /// <summary>A file cut anywhere is refused in one sentence; it never crashes and never half loads.</summary>
    [Fact]
    public void A_truncated_file_is_refused()
    {
        var bytes = OnnxFile.Write(Small());
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            try
            {
                var model = OnnxFile.Read(cut);
                Assert.Equal(["x"], model.Graph.Inputs.Select(input => input.Name));
            }
            catch (GraphException e)
            {
                Assert.DoesNotContain('\n', e.Message);
            }
        }
    }

    [Fact]
    public void Mutated_files_are_read_or_refused()
    {
        var bytes = OnnxFile.Write(Small());
        var random = new RandomStream(5);
        for (var i = 0; i < 3000; i++)
        {
            var mutated = (byte[])bytes.Clone();
            for (var j = random.Index(4); j >= 0; j--)
                mutated[random.Index(mutated.Length)] = (byte)random.Index(256);
            try
            {
                OnnxFile.Read(mutated);
            }
            catch (GraphException)
            {
            }
        }
    }

    [Fact]
    public void External_data_outside_the_folder_is_refused()
    {
        var proto = ModelProto.Parser.ParseFrom(OnnxFile.Write(Small()));
        var weight = proto.Graph.Initializer[0];
        weight.ClearRawData();
        weight.DataLocation = TensorProto.Types.DataLocation.External;
        weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "../secret" });
        var error = Assert.Throws<GraphException>(() => OnnxFile.Read(proto.ToByteArray(), Path.GetTempPath()));
        Assert.Contains("outside the model's folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void External_data_beside_the_model_is_read()
    {
        var folder = Directory.CreateTempSubdirectory("rhumb");
        try
        {
            var proto = ModelProto.Parser.ParseFrom(OnnxFile.Write(Small()));
            var weight = proto.Graph.Initializer[0];
            File.WriteAllBytes(Path.Combine(folder.FullName, "w.bin"), [0, 0, .. weight.RawData]);
            weight.ClearRawData();
            weight.DataLocation = TensorProto.Types.DataLocation.External;
            weight.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "w.bin" });
            weight.ExternalData.Add(new StringStringEntryProto { Key = "offset", Value = "2" });
            var path = Path.Combine(folder.FullName, "model.onnx");
            File.WriteAllBytes(path, proto.ToByteArray());
            GraphRuns.AssertEqual(Small().Graph.Source("w")!.Constant!, OnnxFile.Read(path).Graph.Source("w")!.Constant!, 0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
