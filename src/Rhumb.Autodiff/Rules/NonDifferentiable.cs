namespace Rhumb.Autodiff.Rules;

/// <summary>Operators whose derivative is zero wherever it exists, declared so that a missing rule is never mistaken for one.</summary>
internal static class NonDifferentiable
{
    public static IReadOnlyList<OpRule> Rows { get; } =
    [
        .. Stopped("piecewise constant", "Ceil", "Floor", "Hardmax", "Round", "Sign"),
        .. Stopped("makes truth values", "And", "Equal", "Greater", "GreaterOrEqual", "IsInf", "IsNaN", "Less", "LessOrEqual", "Not", "Or", "Xor"),
        .. Stopped("makes integers", "ArgMax", "ArgMin", "BitShift", "BitwiseAnd", "BitwiseNot", "BitwiseOr", "BitwiseXor", "ConvInteger",
            "MatMulInteger", "NonMaxSuppression", "NonZero", "QLinearConv", "QLinearMatMul", "QuantizeLinear", "Shape", "Size"),
        .. Stopped("frozen to constants drawn from a seed", "RandomNormal", "RandomNormalLike", "RandomUniform", "RandomUniformLike"),
        .. Stopped("depends on shapes or integers alone", "BlackmanWindow", "Constant", "ConstantOfShape", "EyeLike", "HammingWindow", "HannWindow"),
    ];

    private static IEnumerable<OpRule> Stopped(string why, params IEnumerable<string> operators) => operators.Select(op => new OpRule(op) { Stops = true, Limits = why });
}
