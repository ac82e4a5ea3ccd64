namespace Rhumb.Training.Recipes;

/// <summary>
/// The end of training looks for its own errors (hard example mining, Shrivastava et al. 2016): crumbs and breaks of a mixture are a few cells of 64³, which random points hardly ever meet.
/// </summary>
/// <param name="Begin">Share of all steps after which it begins.</param>
/// <param name="Mixtures">Mixtures decoded at every point of the curve.</param>
/// <param name="Level">The logit above which a cell counts as solid.</param>
/// <param name="Rows">Share of a step's mixtures that are those decoded.</param>
/// <param name="Points">Share of their points that lie in wrong cells.</param>
public sealed record ErrorMining(double Begin = 0.8, int Mixtures = 20, double Level = -0.4, double Rows = 0.5, double Points = 0.5);
