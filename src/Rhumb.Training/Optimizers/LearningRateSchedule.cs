namespace Rhumb.Training.Optimizers;

/// <summary>Warm-up, plateau, cosine: rises linearly, stays, and falls to a small rest along half a cosine; then, if asked for, once more from a lower peak (Loshchilov and Hutter 2017).</summary>
/// <param name="Peak">Learning rate of the plateau.</param>
/// <param name="WarmUp">Steps of each rise.</param>
/// <param name="Plateau">Share of the first cycle before the fall begins, in [0, 1].</param>
/// <param name="Rest">Share of the peak that is left at the end of a cycle.</param>
public sealed record LearningRateSchedule(double Peak, int WarmUp = 200, double Plateau = 0.3, double Rest = 0.02)
{
    /// <summary>Share of all steps after which the second cycle begins; 1 for none.</summary>
    public double RestartAt { get; init; } = 1;

    /// <summary>Peak of the second cycle, which has no plateau.</summary>
    public double RestartPeak { get; init; }

    /// <summary>First step of the second cycle.</summary>
    public long RestartStep(long steps) => (long)Math.Round(RestartAt * steps);

    /// <summary>η at step 0, 1, … of <paramref name="steps"/>.</summary>
    public double At(long step, long steps)
    {
        var restart = RestartStep(steps);
        return step < restart ? Cycle(step, restart, Peak, Plateau) : Cycle(step - restart, steps - restart, RestartPeak, 0);
    }

    private double Cycle(long step, long steps, double peak, double plateau)
    {
        var rise = WarmUp == 0 ? 1 : Math.Min(1, (step + 1) / (double)WarmUp);
        var fraction = steps == 0 ? 1 : step / (double)steps;
        if (fraction < plateau)
            return peak * rise;
        var fall = 0.5 * (1 + Math.Cos(Math.PI * (fraction - plateau) / (1 - plateau)));
        return peak * rise * (Rest + (1 - Rest) * fall);
    }
}
