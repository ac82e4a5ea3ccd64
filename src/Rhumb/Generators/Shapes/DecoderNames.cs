namespace Rhumb.Generators.Shapes;

/// <summary>Names of an implicit decoder's inputs and output.</summary>
/// <param name="Code">Input [B, …].</param>
/// <param name="Points">Input [P, 3].</param>
/// <param name="Field">Output [B, P].</param>
internal sealed record DecoderNames(string Code, string Points, string Field);
