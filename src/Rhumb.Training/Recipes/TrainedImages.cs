using Rhumb.Autodiff.Graphs;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>What the trainings of an image generator ended with.</summary>
/// <param name="Judged">Of the classifier.</param>
/// <param name="Looked">Of the critic, where there is one.</param>
/// <param name="Drawn">Of the autoencoder.</param>
/// <param name="Placed">Of the prior network.</param>
/// <param name="Classifier">Image to logits and features.</param>
/// <param name="Decoder">Code to image.</param>
/// <param name="Prior">Latent, and class where it is conditional, to code.</param>
internal sealed record TrainedImages(TrainingState Judged, TrainingState? Looked, TrainingState Drawn, TrainingState Placed, Model Classifier, Model Decoder, Model Prior);
