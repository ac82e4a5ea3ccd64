namespace Rhumb.Training.Evaluation;

/// <summary>How often the values of one attribute occur.</summary>
/// <param name="Name">Name of the attribute.</param>
/// <param name="Values">Names of its values.</param>
/// <param name="Data">Share of the training images with each value.</param>
/// <param name="Samples">Share of the samples that the judge gives each value.</param>
/// <param name="HeldOut">Share of as many held-out images that the judge gives each value: the ceiling.</param>
/// <param name="Accuracy">Share of held-out images that the judge gives their value.</param>
public sealed record AttributeScore(
    string Name, IReadOnlyList<string> Values, IReadOnlyList<double> Data, IReadOnlyList<double> Samples, IReadOnlyList<double> HeldOut, double Accuracy)
{
    /// <summary>The value whose share of the samples is farthest from that of the data.</summary>
    public int Worst => Enumerable.Range(0, Values.Count).MaxBy(value => Math.Abs(Samples[value] - Data[value]));

    /// <summary>max |share of the samples − share of the data| over the values, in [0, 1].</summary>
    public double Deviation => Math.Abs(Samples[Worst] - Data[Worst]);

    /// <summary>The same of held-out images.</summary>
    public double HeldOutDeviation => Values.Select((_, value) => Math.Abs(HeldOut[value] - Data[value])).Max();

    /// <summary>The shares of the values of every attribute among labels [n, A].</summary>
    /// <param name="labels">Places in the lists of values, image by image.</param>
    /// <param name="heads">Number of values of each attribute.</param>
    public static double[][] Shares(IReadOnlyList<int> labels, IReadOnlyList<int> heads)
    {
        double[][] shares = [.. heads.Select(k => new double[k])];
        for (var i = 0; i < labels.Count; i++)
            shares[i % heads.Count][labels[i]] += heads.Count / (double)labels.Count;
        return shares;
    }
}
