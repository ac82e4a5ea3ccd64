using System.Text.RegularExpressions;

namespace Rhumb.Training.Data;

/// <summary>Chooses the seats among the furniture: by name, with the few that their name hides or pretends.</summary>
public static partial class SeatSelection
{
    /// <summary>Seats that are called something else ("Little bank" and "Wood bank" are benches).</summary>
    private static readonly string[] AlsoSeats =
        ["Blend Swap CC-BY#classSeat", "Blend Swap CC-BY#poolLounge", "Scopia#littlebank", "Scopia#wood_bank", "Scopia#puff"];

    /// <summary>Not seats, or the same seat again: a training bench, and a sofa bed that is in the list closed already.</summary>
    private static readonly string[] NotSeats = ["Abdominal bench", "Opened convertible sofa BZ"];

    /// <summary>The distinct seats of the furniture libraries below <paramref name="folder"/>, each upright and facing +z, with full credit.</summary>
    /// <param name="folder">Folder of the unpacked libraries.</param>
    /// <param name="publicDomainOnly">Only those that are CC0 by their library and by their own papers.</param>
    /// <exception cref="RhumbException">The folder holds no library, a licence is not understood, or no seat is left.</exception>
    public static IReadOnlyList<ShapeSource> Select(string folder, bool publicDomainOnly = false)
    {
        var seats = FurnitureCatalogue.Read(folder).Where(IsSeat)
            .Select(item => new ShapeSource(item.Id, item.Name, item.ModelPath, item.Rotation, item.LongestSide, FurnitureCredits.Read(item)))
            .Where(seat => !publicDomainOnly || seat.Credit!.IsPublicDomain)
            .DistinctBy(seat => seat.Path)
            .ToArray();
        return seats.Length > 0 ? seats : throw new RhumbException($"The furniture libraries in {folder} hold no seat; fetch the data again.");
    }

    internal static bool IsSeat(FurnitureItem item) =>
        (SeatWord().IsMatch(item.Name) || AlsoSeats.Contains(item.Id)) && !NotSeats.Contains(item.Name);

    // Whole words, so that "Wheelchair" and "Workbench" are no seats.
    [GeneratedRegex(@"\b(chair|armchair|stool|bench|sofa|couch)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex SeatWord();
}
