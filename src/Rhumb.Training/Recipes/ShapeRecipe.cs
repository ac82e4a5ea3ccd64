using Rhumb.Training.Architectures;
using Rhumb.Training.Data;
using Rhumb.Training.Optimizers;
using Rhumb.Training.Trainer;

namespace Rhumb.Training.Recipes;

/// <summary>Everything that decides how a shape generator is trained; with data and seed it determines the result.</summary>
public sealed record ShapeRecipe
{
    /// <summary>The network.</summary>
    public ImplicitAutoencoder Network { get; init; } = new();

    /// <summary>R, shapes a step that are reconstructed.</summary>
    public int Reconstructions { get; init; } = 12;

    /// <summary>M, mixtures of the prior a step that are drawn towards the blend of their shapes.</summary>
    public int Mixtures { get; init; } = 12;

    /// <summary>P, points a shape and step.</summary>
    public int Points { get; init; } = 320;

    /// <summary>Weight of the reconstructions in the loss.</summary>
    public double ReconstructionWeight { get; init; } = 0.8;

    /// <summary>Weight of the mixtures in the loss, once risen.</summary>
    public double MixtureWeight { get; init; } = 1.2;

    /// <summary>Weight of the mixtures from the schedule's first restart on, when reconstructions are good and blends are not yet.</summary>
    public double MixtureWeightAfterRestart { get; init; } = 2;

    /// <summary>Share of all steps before the mixtures' weight begins to rise, and over which it rises: codes must mean something first.</summary>
    public (double Begin, double Rise) MixtureSchedule { get; init; } = (0.075, 0.025);

    /// <summary>The prior over codes.</summary>
    public NeighbourPriorSettings Prior { get; init; } = new();

    /// <summary>How the errors of the mixtures are looked for and trained on; null does not.</summary>
    public ErrorMining? Mining { get; init; } = new();

    /// <summary>Where the points lie.</summary>
    public PointMixture Mixture { get; init; } = PointMixture.Default;

    /// <summary>How thin parts are strengthened before training; null leaves the solids as they are.</summary>
    public SolidThickening? Thickening { get; init; } = new();

    /// <summary>Weight of the codes' divergence from N(0, I), in nats a point.</summary>
    public double DivergenceWeight { get; init; } = 1e-4;

    /// <summary>Share of all steps over which that weight rises from 0.</summary>
    public double DivergenceRise { get; init; } = 0.1;

    /// <summary>The solid is where the field exceeds this. A little below 0, joints that are thin in blends hold; solids grow by a fraction of a cell.</summary>
    public double IsoLevel { get; init; } = -0.45;

    /// <summary>Every so-manieth shape is held out, to be measured and never trained on; 0 holds out none.</summary>
    public int HoldOutEvery { get; init; } = 10;

    /// <summary>The optimiser.</summary>
    public AdamW Optimizer { get; init; } = new();

    /// <summary>Steps and rates.</summary>
    public TrainingPlan Plan { get; init; } = new(20_000, new LearningRateSchedule(1.5e-3) { Restarts = [(0.5, 8e-4), (0.8, 4e-4)] }, new WeightAverage());

    /// <summary>The recipe with everything random from one seed, and so many steps; null for its own.</summary>
    public ShapeRecipe With(long seed, int? steps = null) => this with { Seed = seed, Plan = Plan with { Steps = steps ?? Plan.Steps } };

    /// <summary>Seed of everything random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Whether shape <paramref name="index"/> of <paramref name="count"/> is held out.</summary>
    public bool IsHeldOut(int index, int count) => HoldOutEvery > 0 && count > HoldOutEvery && index % HoldOutEvery == HoldOutEvery - 1;
}
