namespace Rhumb.Training.Optimizers;

/// <summary>Warm-up, plateau, cosine: rises linearly, stays, and falls to a small rest along half a cosine.</summary>
/// <param name="Peak">Learning rate of the plateau.</param>
/// <param name="WarmUp">Steps of the rise.</param>
/// <param name="Plateau">Share of all steps before the fall begins, in [0, 1].</param>
/// <param name="Rest">Share of the peak that is left at the end.</param>
public sealed record LearningRateSchedule(double Peak, int WarmUp = 200, double Plateau = 0.3, double Rest = 0.02)
{
    /// <summary>η at step 0, 1, … of <paramref name="steps"/>.</summary>
    public double At(long step, long steps)
    {
        var rise = WarmUp == 0 ? 1 : Math.Min(1, (step + 1) / (double)WarmUp);
        var fraction = step / (double)steps;
        if (fraction < Plateau)
            return Peak * rise;
        var fall = 0.5 * (1 + Math.Cos(Math.PI * (fraction - Plateau) / (1 - Plateau)));
        return Peak * rise * (Rest + (1 - Rest) * fall);
    }
}
