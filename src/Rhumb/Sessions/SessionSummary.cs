namespace Rhumb.Sessions;

/// <summary>A line of the list of sessions.</summary>
/// <param name="Id">Its identity.</param>
/// <param name="Name">What the person calls it.</param>
/// <param name="Generator">Name of the generator.</param>
/// <param name="ModelHash">Identity of the generator's weights; null where unknown.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="ChangedAt">When its last event was committed.</param>
/// <param name="Events">Number of events.</param>
public sealed record SessionSummary(
    string Id, string Name, string Generator, string? ModelHash, DateTimeOffset StartedAt, DateTimeOffset ChangedAt, int Events);
