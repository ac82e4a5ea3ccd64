namespace Rhumb.Studio.Tests.Chairs;

/// <summary>A value and its derivative along one direction: forward differentiation, exact to rounding.</summary>
internal readonly record struct Dual(double Value, double Slope)
{
    public static implicit operator Dual(double value) => new(value, 0);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Slope * b.Value + a.Value * b.Slope);

    public static Dual operator /(Dual a, Dual b) => new(a.Value / b.Value, (a.Slope * b.Value - a.Value * b.Slope) / (b.Value * b.Value));

    public static Dual Abs(Dual a) => a.Value < 0 ? 0 - a : a;

    public static Dual Max(Dual a, Dual b) => a.Value >= b.Value ? a : b;

    public static Dual Min(Dual a, Dual b) => a.Value <= b.Value ? a : b;

    public static Dual Sqrt(Dual a) => Math.Sqrt(a.Value) is var root && root > 1e-12 ? new Dual(root, a.Slope / (2 * root)) : new Dual(root, 0);

    public static Dual Tanh(Dual a) => Math.Tanh(a.Value) is var value ? new Dual(value, a.Slope * (1 - value * value)) : default;

    /// <summary>The lesser of two distances, rounded over within <paramref name="radius"/> of where they meet.</summary>
    public static Dual Blend(Dual a, Dual b, double radius)
    {
        var h = Max(0, radius - Abs(a - b)) / radius;
        return Min(a, b) - h * h * (radius / 4);
    }
}
