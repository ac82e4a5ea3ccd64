namespace Rhumb.Training.Evaluation;

/// <summary>How much of a generator of images or sounds is measured. The preset is what a card promises.</summary>
public sealed record SampleCounts
{
    /// <summary>Samples, and as many held-out items for the reference and again for the ceiling.</summary>
    public int Samples { get; init; } = 5000;

    /// <summary>The k of precision and recall.</summary>
    public int Neighbour { get; init; } = 3;

    /// <summary>Starts from which sliders are walked.</summary>
    public int Starts { get; init; } = 50;

    /// <summary>Directions a start.</summary>
    public int Directions { get; init; } = 5;

    /// <summary>Frames a slider.</summary>
    public int Frames { get; init; } = 7;

    /// <summary>Seed of samples and starts.</summary>
    public long Seed { get; init; } = 1000;

    /// <summary>
    /// Refuses data that are too few to measure by, before anything is trained: samples are compared with one half of what is held out, its other half is the ceiling, and each half holds more
    /// than the k neighbours.
    /// </summary>
    /// <param name="heldOut">How many are held out.</param>
    /// <param name="items">What they are, in the plural.</param>
    /// <param name="judgedStarts">Starts that are judged as one of the samples, of which there are as many as in a half; 0 where none is.</param>
    /// <exception cref="RhumbException">They are too few.</exception>
    internal void Require(int heldOut, string items, int judgedStarts = 0)
    {
        var least = 2 * Math.Max(Neighbour + 1, judgedStarts);
        if (heldOut < least)
            throw new RhumbException($"{heldOut} {items} are held out, and at least {least} are needed to measure with; give more data{(judgedStarts > Neighbour + 1 ? ", or walk from fewer starts with --measure-starts" : "")}.");
    }
}
