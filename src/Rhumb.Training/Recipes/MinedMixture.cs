namespace Rhumb.Training.Recipes;

/// <summary>A mixture of the prior with what the decoder gets wrong about it.</summary>
/// <param name="Weights">The weights of the training shapes [N].</param>
/// <param name="Wrong">Cells of 64³: solid ones that the blend does not even touch, and empty ones inside it.</param>
internal sealed record MinedMixture(float[] Weights, int[] Wrong);
