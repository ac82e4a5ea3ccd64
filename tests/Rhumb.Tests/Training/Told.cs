using Rhumb.Training;

namespace Rhumb.Tests.Training;

/// <summary>Hears what a training tells on its way, at once, on the thread that tells it, and one thing at a time.</summary>
internal sealed class Told(Action<string> told) : IProgress<StepProgress>
{
    private readonly Lock _lock = new();

    /// <summary>Hears nothing.</summary>
    public static Told Nobody { get; } = new(_ => { });

    public void Report(StepProgress value)
    {
        lock (_lock)
            told(value.ToString());
    }
}
