using System.Xml.Linq;
using Rhumb.Tests.Cli;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Trainer;

public sealed class CheckpointTests
{
    private static readonly TrainingState State = new(
        42, [1, 2, float.Epsilon], [3, -4, 5], [6, 7, 8], [9, 10, 11],
        [new(20, 1.5, 1e-3, new Dictionary<string, double> { ["loss"] = 0.5, ["IoU"] = 0.25 }), new(40, 3, 5e-4, new Dictionary<string, double> { ["loss"] = 0.25 })],
        TimeSpan.FromSeconds(3));

    [Fact]
    public void A_state_comes_back_as_it_was()
    {
        using var folder = new TemporaryFolder();
        var path = folder["deep/seat.checkpoint"];
        Checkpoint.Write(path, State with { Step = 1 }, "recipe");
        Checkpoint.Write(path, State, "recipe");
        var read = Checkpoint.Read(path, "recipe");
        Assert.Equal((State.Step, State.Elapsed), (read.Step, read.Elapsed));
        Assert.Equal(State.Theta, read.Theta);
        Assert.Equal(State.First, read.First);
        Assert.Equal(State.Second, read.Second);
        Assert.Equal(State.Average, read.Average);
        Assert.Equal(TrainingCurve.ToCsv(State.Curve), TrainingCurve.ToCsv(read.Curve));
        Assert.Single(Directory.GetFiles(folder["deep"]));
    }

    [Fact]
    public void A_truncated_damaged_missing_or_foreign_checkpoint_is_one_sentence()
    {
        using var folder = new TemporaryFolder();
        var path = folder["seat.checkpoint"];
        Assert.Contains("without --resume", Assert.Throws<RhumbException>(() => Checkpoint.Read(path, "recipe")).Message);
        Checkpoint.Write(path, State, "recipe");
        Assert.Contains("another recipe", Assert.Throws<RhumbException>(() => Checkpoint.Read(path, "other")).Message);
        var bytes = File.ReadAllBytes(path);
        foreach (var length in (int[])[0, 5, bytes.Length / 2, bytes.Length - 1])
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Contains("damaged", Assert.Throws<RhumbException>(() => Checkpoint.Read(path, "recipe")).Message);
        }
        bytes[^40] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Contains("damaged", Assert.Throws<RhumbException>(() => Checkpoint.Read(path, "recipe")).Message);
    }

    [Fact]
    public void The_curve_is_a_table_and_a_picture()
    {
        Assert.Equal("step,seconds,learning_rate,loss,IoU\n20,1.5,0.001,0.5,0.25\n40,3.0,0.0005,0.25,\n", TrainingCurve.ToCsv(State.Curve));
        var svg = XDocument.Parse(TrainingCurve.ToSvg(State.Curve, "loss", "IoU", "nothing"));
        Assert.Contains(svg.Descendants(), element => element.Value == "loss");
        Assert.DoesNotContain("NaN", svg.ToString());
        Assert.NotNull(XDocument.Parse(TrainingCurve.ToSvg([], "loss")).Root);
    }
}
