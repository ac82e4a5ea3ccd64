using Rhumb.Generators;
using Rhumb.Training.Data;
using Rhumb.Training.Evaluation;

namespace Rhumb.Training.Recipes;

/// <summary>What a card tells of a trained generator of notes.</summary>
/// <param name="Manifest">Its manifest.</param>
/// <param name="Recipe">The recipe.</param>
/// <param name="Notes">All notes, those held out among them.</param>
/// <param name="HeldOut">Number of notes held out.</param>
/// <param name="Evaluation">The measurements.</param>
/// <param name="Quality">Their figures, beside other trainings'.</param>
/// <param name="WeightBytes">Size of the ONNX files together.</param>
/// <param name="Times">How long the trainings took; null where their checkpoints are gone.</param>
public sealed record NoteCardContent(
    GeneratorManifest Manifest, NoteRecipe Recipe, NoteDataSet Notes, int HeldOut, NoteEvaluation Evaluation, QualityReport Quality, long WeightBytes, TrainingTimes? Times) : ICard
{
    /// <inheritdoc/>
    public TimeSpan? Elapsed => Times?.Total;

    /// <inheritdoc/>
    public IReadOnlyList<string> LeftOut => Notes.Silent;
}
