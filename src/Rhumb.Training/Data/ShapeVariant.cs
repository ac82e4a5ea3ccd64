using System.Numerics;
using Rhumb.LinearAlgebra;

namespace Rhumb.Training.Data;

/// <summary>A shape seen in a mirror and stretched along its axes: the augmentation of training, p' = s ∘ (±x, y, z).</summary>
/// <param name="Mirror">x ↦ −x.</param>
/// <param name="Scale">s, the factor of each axis, after renormalisation.</param>
public sealed record ShapeVariant(bool Mirror, Vector3 Scale)
{
    /// <summary>The shape itself.</summary>
    public static ShapeVariant Original { get; } = new(false, Vector3.One);

    /// <summary>
    /// Stretched by <paramref name="stretch"/> and then scaled evenly, so that the longest side of a shape with box
    /// <paramref name="extent"/> (its sides, the longest 1) is 1 again and it stays in [-0.5, 0.5]³.
    /// </summary>
    public static ShapeVariant Of(bool mirror, Vector3 stretch, Vector3 extent)
    {
        var sides = stretch * extent;
        return new(mirror, stretch / Math.Max(sides.X, Math.Max(sides.Y, sides.Z)));
    }

    /// <summary>Mirrored with probability ½, each axis stretched by exp U(ln 0.8, ln 1.25).</summary>
    public static ShapeVariant Random(RandomStream random, Vector3 extent)
    {
        var mirror = random.Uniform() < 0.5;
        return Of(mirror, new Vector3(Stretch(), Stretch(), Stretch()), extent);

        float Stretch() => (float)Math.Exp((random.Uniform() * 2 - 1) * Math.Log(1.25));
    }

    /// <summary>Where the original is sampled for the point <paramref name="p"/> of the variant.</summary>
    public Vector3 ToOriginal(Vector3 p)
    {
        p /= Scale;
        return Mirror ? p with { X = -p.X } : p;
    }

    /// <summary>Where the point <paramref name="p"/> of the original lies in the variant.</summary>
    public Vector3 FromOriginal(Vector3 p) => (Mirror ? p with { X = -p.X } : p) * Scale;
}
