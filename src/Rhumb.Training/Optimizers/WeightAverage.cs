namespace Rhumb.Training.Optimizers;

/// <summary>Exponential moving average of the weights: what is measured and exported, steadier than the last step's.</summary>
/// <param name="Limit">Largest decay.</param>
public sealed record WeightAverage(double Limit = 0.999)
{
    /// <summary>d at step t = 0, 1, …: min(limit, (2 + t)/(11 + t)), so that the first, poor weights are soon forgotten.</summary>
    public float Decay(long step) => (float)Math.Min(Limit, (2 + step) / (11.0 + step));
}
