using Rhumb.Autodiff.Graphs;

namespace Rhumb.Autodiff;

/// <summary>A tangent or cotangent: a value, or a structural zero for which no tensor exists.</summary>
public readonly record struct Tangent
{
    private readonly Value? _value;

    private Tangent(Value value) => _value = value;

    /// <summary>The structural zero.</summary>
    public static Tangent Zero => default;

    /// <summary>True for the structural zero.</summary>
    public bool IsZero => _value is null;

    /// <summary>The tensor.</summary>
    /// <exception cref="InvalidOperationException">The tangent is a structural zero.</exception>
    public Value Value => _value ?? throw new InvalidOperationException("A structural zero has no tensor.");

    /// <summary>A tangent that is a tensor.</summary>
    public static Tangent Of(Value value) => new(value);
}
