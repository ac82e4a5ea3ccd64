namespace Rhumb.Training.Recipes;

/// <summary>
/// The second half of training looks for its own errors (hard example mining, Shrivastava et al. 2016): crumbs and breaks of a mixture are a few cells of 64³, which random points hardly ever meet.
/// </summary>
/// <param name="Begin">Share of all steps after which it begins.</param>
/// <param name="Mixtures">Mixtures decoded at every point of the curve.</param>
/// <param name="Level">The logit above which a cell of the shape is there.</param>
/// <param name="Margin">How far below the level a cell away from the shape must stay: what is nearly a crumb in one mixture is a crumb in the next.</param>
/// <param name="Rows">Share of a step's mixtures that are those decoded.</param>
/// <param name="Points">Share of their points that lie in wrong cells.</param>
public sealed record ErrorMining(double Begin = 0.5, int Mixtures = 20, double Level = -0.4, double Margin = 0.3, double Rows = 0.5, double Points = 0.5);
