namespace Rhumb.Generators.Importing;

/// <summary>Something that the file does not say and that has to be asked for.</summary>
/// <param name="Option">The option that answers it, with its argument: <c>--latent NAME</c>.</param>
/// <param name="Text">What is unknown, as the beginning of a sentence: "it is not known which of a, b is the latent".</param>
public sealed record ImportQuestion(string Option, string Text);
