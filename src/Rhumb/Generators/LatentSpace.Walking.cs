using Rhumb.LinearAlgebra;

namespace Rhumb.Generators;

public sealed partial record LatentSpace
{
    /// <summary>
    /// z ⊕ w: the point reached from <paramref name="z"/> [d] by the displacement <paramref name="displacement"/> [d], kept on the prior:
    /// the exponential map, block by block.
    /// </summary>
    /// <remarks>
    /// Normal and spherical blocks rotate: with ρ = ‖z‖ and w⊥ = w − (w·z) z/ρ², the result is cos θ · z + sin θ · ρ w⊥/‖w⊥‖, θ = ‖w⊥‖/ρ:
    /// the great circle through z along w⊥ at arc length ‖w⊥‖. The norm is kept, the radial part of w has no effect (directions are made
    /// tangent, see <see cref="ProjectToTangent"/>). Along a line w = t·v it is continuous, and invertible while |θ| &lt; π.
    /// Uniform blocks add and clamp to the box. w = 0 gives z exactly. A normal block at the origin or of one coordinate has no great
    /// circle and adds.
    /// </remarks>
    /// <exception cref="ArgumentException">A length is not d, or the displacement holds NaN or infinity.</exception>
    public float[] Walk(ReadOnlySpan<float> z, ReadOnlySpan<double> displacement)
    {
        Require(z.Length);
        Require(displacement.Length);
        foreach (var value in displacement)
            if (!double.IsFinite(value)) throw new ArgumentException($"A displacement must be finite; it holds {value}.", nameof(displacement));
        var result = new float[z.Length];
        var offset = 0;
        foreach (var block in Blocks)
        {
            var from = z.Slice(offset, block.Count);
            var by = displacement.Slice(offset, block.Count);
            var to = result.AsSpan(offset, block.Count);
            if (HasGreatCircles(block, from)) Rotate(from, by, to);
            else Add(from, by, to, block.Prior);
            offset += block.Count;
        }
        return result;
    }

    /// <summary>The part of <paramref name="direction"/> [d] along which <see cref="Walk"/> moves at z: the radial part of rotating blocks removed.</summary>
    public double[] ProjectToTangent(ReadOnlySpan<float> z, ReadOnlySpan<double> direction)
    {
        Require(z.Length);
        Require(direction.Length);
        var tangent = direction.ToArray();
        var offset = 0;
        foreach (var block in Blocks)
        {
            var from = z.Slice(offset, block.Count);
            if (HasGreatCircles(block, from)) RemoveRadial(from, tangent.AsSpan(offset, block.Count));
            offset += block.Count;
        }
        return tangent;
    }

    /// <summary>Number of independent directions that <see cref="Walk"/> can take at z: d less one for each rotating block.</summary>
    public int TangentDimension(ReadOnlySpan<float> z)
    {
        Require(z.Length);
        var (dimension, offset) = (0, 0);
        foreach (var block in Blocks)
        {
            dimension += HasGreatCircles(block, z.Slice(offset, block.Count)) ? block.Count - 1 : block.Count;
            offset += block.Count;
        }
        return dimension;
    }

    /// <summary>
    /// The longest sensible half-range R of a slider at z along the unit vector <paramref name="direction"/> [d]: a quarter turn of every
    /// rotating block (t = ±1 are then antipodes, and the walk stays invertible), half the diagonal of every box.
    /// </summary>
    public double MaximumRange(ReadOnlySpan<float> z, ReadOnlySpan<float> direction)
    {
        Require(z.Length);
        Require(direction.Length);
        var range = double.PositiveInfinity;
        var offset = 0;
        foreach (var block in Blocks)
        {
            var part = Norm(direction.Slice(offset, block.Count));
            var from = z.Slice(offset, block.Count);
            if (part > 1e-6) range = Math.Min(range, Reach(block, from) / part);
            offset += block.Count;
        }
        return double.IsInfinity(range) ? 0 : range;
    }

    private static double Reach(LatentBlock block, ReadOnlySpan<float> z) => block.Prior switch
    {
        UniformPrior uniform => 0.5 * (uniform.High - uniform.Low) * Math.Sqrt(block.Count),
        NormalPrior normal when !HasGreatCircles(block, z) => 2 * normal.StandardDeviation * Math.Sqrt(block.Count),
        _ => 0.5 * Math.PI * Norm(z),
    };

    private static bool HasGreatCircles(LatentBlock block, ReadOnlySpan<float> z) => block.Prior switch
    {
        NormalPrior normal => block.Count > 1 && Norm(z) > 1e-6 * normal.StandardDeviation,
        SphericalPrior => true,
        _ => false,
    };

    private static void Rotate(ReadOnlySpan<float> z, ReadOnlySpan<double> by, Span<float> to)
    {
        var radius = Norm(z);
        var tangent = by.ToArray();
        RemoveRadial(z, tangent);
        var length = Math.Sqrt(System.Numerics.Tensors.TensorPrimitives.SumOfSquares<double>(tangent));
        if (length == 0 || radius == 0)
        {
            z.CopyTo(to);
            return;
        }
        var (sine, cosine) = Math.SinCos(length / radius);
        for (var i = 0; i < to.Length; i++) to[i] = (float)(cosine * z[i] + sine * radius * tangent[i] / length);
    }

    private static void Add(ReadOnlySpan<float> z, ReadOnlySpan<double> by, Span<float> to, LatentPrior prior)
    {
        for (var i = 0; i < to.Length; i++)
        {
            var value = z[i] + by[i];
            // A start outside the box may stay where it is, but no walk leads further out.
            if (prior is UniformPrior box && by[i] != 0) value = Math.Clamp(value, Math.Min(box.Low, z[i]), Math.Max(box.High, z[i]));
            to[i] = (float)value;
        }
    }

    private static void RemoveRadial(ReadOnlySpan<float> z, Span<double> vector)
    {
        var (dot, square) = (0.0, 0.0);
        for (var i = 0; i < z.Length; i++)
        {
            dot += z[i] * vector[i];
            square += (double)z[i] * z[i];
        }
        if (square == 0) return;
        for (var i = 0; i < z.Length; i++) vector[i] -= dot / square * z[i];
    }

    private void Require(int length)
    {
        if (length != Dimension) throw new ArgumentException($"The latent space has {Dimension} coordinates, the vector has {length}.");
    }
}
