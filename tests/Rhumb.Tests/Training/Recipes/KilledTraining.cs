using Rhumb.Training;

namespace Rhumb.Tests.Training.Recipes;

/// <summary>A training with several parts, each with its own checkpoint, is stopped in each of them and gone on with.</summary>
internal static class KilledTraining
{
    /// <summary>Nothing is written before the end, and the files are those of a training that ran through.</summary>
    /// <param name="folder">Where it happens.</param>
    /// <param name="train">Trains into a folder of that name: name, whether to resume, progress, cancellation.</param>
    /// <param name="files">The files compared.</param>
    /// <param name="places">What is told when it is stopped, in this order.</param>
    public static async Task IsTheSameAsync(TemporaryFolder folder, Func<string, bool, IProgress<StepProgress>, CancellationToken, Task> train, string[] files, params string[] places)
    {
        await train("whole", false, Told.Nobody, TestContext.Current.CancellationToken);
        for (var i = 0; i < places.Length; i++)
        {
            using var kill = new CancellationTokenSource();
            var told = new Told(step =>
            {
                if (step.Contains(places[i], StringComparison.Ordinal))
                    kill.Cancel();
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => train("parts", i > 0, told, kill.Token));
            Assert.False(Directory.Exists(folder["parts"]));
        }
        await train("parts", true, Told.Nobody, TestContext.Current.CancellationToken);
        foreach (var file in files)
            Assert.Equal(await File.ReadAllBytesAsync(folder[$"whole/{file}"], TestContext.Current.CancellationToken), await File.ReadAllBytesAsync(folder[$"parts/{file}"], TestContext.Current.CancellationToken));
    }
}
