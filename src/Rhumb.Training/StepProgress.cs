namespace Rhumb.Training;

/// <summary>How far a long step is: what a progress line shows.</summary>
/// <param name="Step">What is being done, for example "Downloading sweethome3d-furniture 1.8-1 (120 MB)".</param>
/// <param name="Fraction">Share done in [0, 1]; null where the amount of work is unknown.</param>
/// <param name="TimeLeft">Estimated time to the end of the step; null where unknown.</param>
public sealed record StepProgress(string Step, double? Fraction = null, TimeSpan? TimeLeft = null)
{
    /// <summary>Time left by proportion: elapsed · (1 − f) / f; null before any progress.</summary>
    public static TimeSpan? Estimate(TimeSpan elapsed, double fraction) =>
        fraction is > 0 and <= 1 ? elapsed * ((1 - fraction) / fraction) : null;

    /// <summary>One line: step, percent, time left.</summary>
    public override string ToString()
    {
        var percent = Fraction is { } f ? $" {f:P0}" : "";
        var left = TimeLeft is { } t && t > TimeSpan.FromSeconds(1) ? $", {(t.TotalMinutes >= 1 ? $"{t.TotalMinutes:0} min" : $"{t.TotalSeconds:0} s")} left" : "";
        return Step + percent + left;
    }
}
