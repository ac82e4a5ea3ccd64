using Rhumb.Runtime;

namespace Rhumb.Training.Trainer;

/// <summary>What a training step is fed with. A step's batch depends on seed and step number alone, so that training can stop and go on anywhere.</summary>
public interface ITrainingBatches
{
    /// <summary>Fills the input tensors of step <paramref name="step"/> (0, 1, …).</summary>
    void Fill(long step, IReadOnlyDictionary<string, Tensor> inputs);

    /// <summary>
    /// Told of the parameters before step <paramref name="step"/>, at the first and at every point of the curve, where states are saved: what depends on them is
    /// renewed only here.
    /// </summary>
    void Refresh(long step, float[] theta);
}
