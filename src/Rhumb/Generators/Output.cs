namespace Rhumb.Generators;

/// <summary>x = G(z): what a generator makes. A closed union: a shape today, images and sounds next.</summary>
public abstract record Output
{
    private protected Output() { }
}
