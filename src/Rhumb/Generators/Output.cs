namespace Rhumb.Generators;

/// <summary>x = G(z): what a generator makes. A closed union: a shape or an image today, sounds next.</summary>
public abstract record Output
{
    private protected Output() { }
}
