namespace Rhumb.Generators;

/// <summary>x = G(z): what a generator makes. A closed union: a shape, an image or a sound.</summary>
public abstract record Output
{
    private protected Output() { }
}
