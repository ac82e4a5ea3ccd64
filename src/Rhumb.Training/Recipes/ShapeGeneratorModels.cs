using Rhumb.Autodiff.Graphs;

namespace Rhumb.Training.Recipes;

/// <summary>The networks of a trained shape generator, and what its manifest says of their latents.</summary>
/// <param name="Decoder">z [B, c], points [P, 3] → field [B, P].</param>
/// <param name="Prior">latent [B, d] → z [B, c].</param>
/// <param name="Encoder">voxels, extents → z [B, c].</param>
/// <param name="LatentLength">d.</param>
/// <param name="CodeLength">c.</param>
/// <param name="CodeDeviation">Root mean square of the training shapes' codes.</param>
/// <param name="IsoLevel">The solid is where the field exceeds this.</param>
public sealed record ShapeGeneratorModels(Model Decoder, Model Prior, Model Encoder, int LatentLength, int CodeLength, double CodeDeviation, double IsoLevel);
