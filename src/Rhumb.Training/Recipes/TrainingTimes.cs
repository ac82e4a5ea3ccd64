namespace Rhumb.Training.Recipes;

/// <summary>How long the trainings of a generator of images or sounds took, other work on the machine counted in.</summary>
/// <param name="Judge">The classifier.</param>
/// <param name="Critic">The critic; zero without one.</param>
/// <param name="Autoencoder">The autoencoder.</param>
/// <param name="Prior">The flow.</param>
public sealed record TrainingTimes(TimeSpan Judge, TimeSpan Critic, TimeSpan Autoencoder, TimeSpan Prior)
{
    /// <summary>All together.</summary>
    public TimeSpan Total => Judge + Critic + Autoencoder + Prior;

    internal static TrainingTimes Of(TrainedImages trained) => new(trained.Judged.Elapsed, trained.Looked?.Elapsed ?? TimeSpan.Zero, trained.Drawn.Elapsed, trained.Placed.Elapsed);
}
