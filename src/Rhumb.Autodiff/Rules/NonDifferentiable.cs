namespace Rhumb.Autodiff.Rules;

/// <summary>Operators whose derivative is zero wherever it exists, declared so that a missing rule is never mistaken for one.</summary>
internal static class NonDifferentiable
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        .. new[]
        {
            "And", "ArgMax", "ArgMin", "Ceil", "Constant", "ConstantOfShape", "Equal", "EyeLike", "Floor", "Greater", "GreaterOrEqual", "IsInf", "IsNaN", "Less",
            "LessOrEqual", "NonZero", "Not", "OneHot", "Or", "Range", "Round", "Shape", "Sign", "Size", "Xor",
        }.Select(op => new OpRule(op) { Stops = true }),
    ];
}
