namespace Rhumb.Training.Data;

/// <summary>Where training points lie: bands around the surface, the rest uniform in the shape's box and a margin around it.</summary>
/// <param name="Bands">The bands; their shares sum to at most 1.</param>
/// <param name="Margin">Width of the margin, in units of the cube.</param>
public sealed record PointMixture(IReadOnlyList<PointBand> Bands, double Margin)
{
    /// <summary>Of the points 45 % within about half a cell of a 64³ grid of the surface, a quarter within one and a half, 30 % anywhere.</summary>
    public static PointMixture Default { get; } = new([new(0.45, 2 / 256d), new(0.25, 6 / 256d)], 8 / 256d);

    /// <summary>The band of point <paramref name="index"/> of <paramref name="count"/>; null for a uniform one.</summary>
    internal PointBand? BandOf(int index, int count)
    {
        var end = 0.0;
        foreach (var band in Bands)
        {
            end += band.Share;
            if (index < (int)Math.Round(end * count))
                return band;
        }
        return null;
    }
}
