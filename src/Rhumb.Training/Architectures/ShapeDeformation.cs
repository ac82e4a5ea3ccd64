using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Training.Architectures;

/// <summary>
/// Twelve ways to deform a shape in its box, as coordinates s of its code: a homeomorphism D_s of space takes each point to where the shape is looked up, so a deformed
/// shape has as many parts and holes as the shape itself. s = 0 deforms nothing.
/// </summary>
/// <remarks>
/// With (u, v, w) ∈ [-1, 1]³ the point across, up and to the front of the box, in this order:
/// <code>
/// up      v' = (v + a) / (1 + a v),  a = 0.9 tanh(s₀ + s₁ w + s₂ (2u² − 1))         height, tilt, arch
/// across  u' = u k_u(v),             ln k_u = s₃ v + s₄ (2v² − 1) + |s₃, s₄|        taper, waist: never wider than the box
///         u' = ± m / (m + (1 − m) e^{−s₅}),  m = |u'|                                inset
/// front   w' = w k_w(v),             ln k_w = s₆ v + s₇ (2v² − 1) + |s₆, s₇|        taper, waist
///         w' = (w' (1 + |s₉, s₁₀|) + s₉ v + s₁₀ (2v² − 1))                           recline, bow
///         w' = (w' + b) / (1 + b w'),  b = 0.9 tanh(s₈ + s₁₁ (2u² − 1))             shift, wings
/// </code>
/// What comes to lie beyond the box stays just beyond it, outside of every shape. |·, ·| is the Euclidean norm, rounded at 0 over a hundredth. Möbius maps t ↦ (t + a)/(1 + a t) take [-1, 1] to itself, ends fixed.
/// </remarks>
public static class ShapeDeformation
{
    /// <summary>Number of coordinates.</summary>
    public const int Coordinates = 12;

    /// <summary>Standard deviations [12] under which deformed seats still look like seats, one unit of the prior each.</summary>
    public static IReadOnlyList<double> Deviations { get; } = [0.065, 0.035, 0.02, 0.045, 0.025, 0.065, 0.045, 0.025, 0.065, 0.05, 0.02, 0.02];

    // A Möbius map has its pole at −1/a, and the decoder knows nothing far from the box: points are kept on this side of both.
    private const double Steepest = 0.9, Beyond = 1.06;

    /// <summary>D_s of points [B, P, 3] in [-0.5, 0.5]³, s [B, 12].</summary>
    public static Value Apply(GraphBuilder g, Value points, Value s)
    {
        Term Along(int axis) => new(g, g.Clip(g.Mul(g.Slice(points, 2, axis, axis + 1), g.Scalar(2)), -Beyond, Beyond));
        Term S(int i) => new(g, g.Reshape(g.Slice(s, 1, i, i + 1), -1, 1, 1));
        Term Norm(int i, int j) => (S(i).Square() + S(j).Square() + 1e-4).Sqrt() - 1e-2;
        static Term Bow(Term t) => 2 * t.Square() - 1;
        static Term Mobius(Term t, Term tilt)
        {
            var a = Steepest * tilt.Tanh();
            return (t + a) / (1 + a * t);
        }

        var (u, v, w) = (Along(0), Along(1), Along(2));
        var sides = Bow(u);
        v = Mobius(v, S(0) + S(1) * w + S(2) * sides);
        var ends = Bow(v);
        Term Tapered(Term t, int i) => t * (S(i) * v + S(i + 1) * ends + Norm(i, i + 1)).Exp();

        u = Tapered(u, 3);
        u = u / (u.Abs() + (1 - u.Abs()) * (-S(5)).Exp());
        w = Tapered(w, 6);
        w = w * (1 + Norm(9, 10)) + S(9) * v + S(10) * ends;
        w = Mobius(new(g, g.Clip(w, -Beyond, Beyond)), S(8) + S(11) * sides);
        return g.Mul(g.Clip(g.Concat(2, u, v, w), -Beyond, Beyond), g.Scalar(0.5));
    }
}
