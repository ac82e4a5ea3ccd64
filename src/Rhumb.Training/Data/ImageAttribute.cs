namespace Rhumb.Training.Data;

/// <summary>Something that is known of each image or sound of a set: its class, or whether a face wears glasses and which.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Values">The values that it can have, at most 256; a label is a place in this list.</param>
public sealed record ImageAttribute(string Name, IReadOnlyList<string> Values)
{
    /// <summary>Whether all <paramref name="labels"/> [N, A] are places in the lists of values.</summary>
    /// <exception cref="InvalidDataException">One is not; <paramref name="item"/> says of what.</exception>
    internal static void Check(IReadOnlyList<ImageAttribute> attributes, ReadOnlySpan<byte> labels, string item)
    {
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] >= attributes[i % attributes.Count].Values.Count)
                throw new InvalidDataException($"{item} {i / attributes.Count} has a value that '{attributes[i % attributes.Count].Name}' does not have");
    }
}
