namespace Rhumb.Training.Optimizers;

/// <summary>Warm-up, plateau, cosine: rises linearly, stays, and falls to a small rest along half a cosine; then, where asked for, again from other peaks (Loshchilov and Hutter 2017).</summary>
/// <param name="Peak">Learning rate of the plateau.</param>
/// <param name="WarmUp">Steps of each rise.</param>
/// <param name="Plateau">Share of the first cycle before the fall begins, in [0, 1]; later cycles have none.</param>
/// <param name="Rest">Share of the peak that is left at the end of a cycle.</param>
public sealed record LearningRateSchedule(double Peak, int WarmUp = 200, double Plateau = 0.3, double Rest = 0.02)
{
    /// <summary>Where further cycles begin, as shares of all steps, ascending, and their peaks.</summary>
    public IReadOnlyList<(double At, double Peak)> Restarts { get; init; } = [];

    /// <summary>First step of the cycle <paramref name="number"/> (0, 1, …) of a training of <paramref name="steps"/>; the last step for cycles that there are not.</summary>
    public long CycleStart(int number, long steps) =>
        number == 0 ? 0 : number <= Restarts.Count ? (long)Math.Round(Restarts[number - 1].At * steps) : steps;

    /// <summary>η at step 0, 1, … of <paramref name="steps"/>.</summary>
    public double At(long step, long steps)
    {
        var cycle = 0;
        while (cycle < Restarts.Count && step >= CycleStart(cycle + 1, steps))
            cycle++;
        var (begin, end) = (CycleStart(cycle, steps), CycleStart(cycle + 1, steps));
        return cycle == 0 ? Cycle(step, end, Peak, Plateau) : Cycle(step - begin, end - begin, Restarts[cycle - 1].Peak, 0);
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
