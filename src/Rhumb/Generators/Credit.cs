namespace Rhumb.Generators;

/// <summary>One party whose work a generator was trained on.</summary>
/// <param name="Author">Who made it.</param>
/// <param name="Work">What it is called.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Licence">SPDX identifier of its licence, for example CC-BY-3.0.</param>
public sealed record Credit(string Author, string Work, string Source, string Licence);
