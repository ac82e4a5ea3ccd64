using System.Diagnostics;
using Rhumb.LinearAlgebra;
using Rhumb.Training.Recipes;
using Rhumb.Training.Trainer;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>A training is killed (SIGKILL) at random moments, again and again, and resumed each time: the weights come out as if nothing had happened.</summary>
public sealed class TrainingKillTests : IDisposable
{
    private const int Kills = 3;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Killed_and_resumed_gives_the_same_weights_bit_for_bit()
    {
        var random = new RandomStream(1, "training kills");
        var (path, trainer) = (_folder["killed"], new ShapeTrainer(TinyTraining.Restless, TinyTraining.Data, TimeProvider.System));
        var steps = new List<long>();
        for (var kill = 0; kill < Kills; kill++)
        {
            await TrainAndKillAsync(path, 2 + random.Index(2), random.Index(10_000));
            steps.Add(Checkpoint.Read(path, trainer.Identity).Step);
        }
        Assert.True(steps[0] > 0 && steps[^1] < TinyTraining.Restless.Plan.Steps && steps.Distinct().Count() == Kills, $"Killed at the steps {string.Join(", ", steps)}: too early or too late.");

        var resumed = trainer.Train(path, resume: true, Told.Nobody, TestContext.Current.CancellationToken);
        var whole = trainer.Train(_folder["whole"], resume: false, Told.Nobody, TestContext.Current.CancellationToken);
        foreach (var (expected, actual) in new[] { (whole.Theta, resumed.Theta), (whole.First, resumed.First), (whole.Second, resumed.Second), (whole.Average, resumed.Average) })
            Assert.Equal(expected.Select(BitConverter.SingleToInt32Bits), actual.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(whole.Curve.Select(point => point.Values["loss"]), resumed.Curve.Select(point => point.Values["loss"]));
    }

    /// <summary>Trains in a process that is killed some microseconds after its <paramref name="points"/>th point of the curve.</summary>
    private static async Task TrainAndKillAsync(string checkpoint, int points, int microseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(TrainingKillTests).Assembly.Location);
        start.Environment[TinyTraining.Variable] = checkpoint;
        using var process = Process.Start(start)!;
        while (points > 0 && await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
            if (line.StartsWith("Training: step ", StringComparison.Ordinal)) points--;
        Assert.Equal(0, points);
        SpinWait.SpinUntil(() => false, TimeSpan.FromMicroseconds(microseconds));
        process.Kill();   // SIGKILL
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
