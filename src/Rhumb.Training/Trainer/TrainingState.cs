using Rhumb.Training.Architectures;

namespace Rhumb.Training.Trainer;

/// <summary>Everything that the next step depends on, and the curve so far: what a checkpoint holds.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Theta">θ, the parameters [N].</param>
/// <param name="First">m, mean of gradients [N].</param>
/// <param name="Second">v, mean of squared gradients [N].</param>
/// <param name="Average">The moving average of θ [N].</param>
/// <param name="Curve">The training curve.</param>
/// <param name="Elapsed">Time spent training, over all runs.</param>
public sealed record TrainingState(
    long Step, float[] Theta, float[] First, float[] Second, float[] Average, IReadOnlyList<CurvePoint> Curve, TimeSpan Elapsed)
{
    /// <summary>Before the first step.</summary>
    public static TrainingState Start(ParameterLayout layout, long seed)
    {
        var theta = layout.Initial(seed);
        return new TrainingState(0, theta, new float[theta.Length], new float[theta.Length], (float[])theta.Clone(), [], TimeSpan.Zero);
    }
}
