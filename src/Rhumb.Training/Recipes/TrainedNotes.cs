using Rhumb.Autodiff.Graphs;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>What the trainings of a generator of notes ended with.</summary>
/// <param name="Judged">Of the classifier.</param>
/// <param name="Drawn">Of the autoencoder.</param>
/// <param name="Placed">Of the prior network.</param>
/// <param name="Classifier">Sound to logits and features.</param>
/// <param name="Decoder">Code and pitch to sound.</param>
/// <param name="Prior">Latent to code.</param>
internal sealed record TrainedNotes(TrainingState Judged, TrainingState Drawn, TrainingState Placed, Model Classifier, Model Decoder, Model Prior);
