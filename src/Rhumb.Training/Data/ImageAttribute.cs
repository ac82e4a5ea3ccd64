namespace Rhumb.Training.Data;

/// <summary>Something that is known of each image of a set: its class, or whether a face wears glasses and which.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The values that it can have, at most 256; a label is a place in this list.</param>
public sealed record ImageAttribute(string Name, IReadOnlyList<string> Values);
