using Rhumb.Training;

namespace Rhumb.Cli.Reports;

/// <summary>Shows how far training is, on the error stream: one line rewritten on a terminal, a line now and then elsewhere.</summary>
internal sealed class TrainingLines(TimeProvider time) : IProgress<StepProgress>
{
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private long _last;
    private string _step = "";

    public void Report(StepProgress value)
    {
        lock (_lock)
        {
            var line = value.ToString();
            if (!Console.IsErrorRedirected)
            {
                // A new kind of step keeps the old line's last state above it.
                var width = Math.Max(20, Console.WindowWidth - 1);
                Console.Error.Write((_step.Length > 0 && Kind(value) != _step ? "\n" : "") + "\r" + (line.Length > width ? line[..width] : line.PadRight(width)));
            }
            else if (Kind(value) != _step || time.GetElapsedTime(_last) >= Quiet)
            {
                Console.Error.WriteLine(line);
                _last = time.GetTimestamp();
            }
            _step = Kind(value);
        }
    }

    /// <summary>Ends the line that is being rewritten.</summary>
    public void End()
    {
        if (!Console.IsErrorRedirected && _step.Length > 0)
            Console.Error.WriteLine();
    }

    private static string Kind(StepProgress value) => value.Fraction is null ? value.Step : value.Step.Split(':')[0];
}
