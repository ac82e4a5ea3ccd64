namespace Rhumb.Generators;

/// <summary>The latent space of a generator: its blocks in order; z ∈ R^d is their concatenation.</summary>
/// <param name="Blocks">The active latent blocks.</param>
public sealed partial record LatentSpace(IReadOnlyList<LatentBlock> Blocks)
{
    /// <summary>d, the number of latent coordinates.</summary>
    public int Dimension => Blocks.Sum(block => block.Count);

    /// <summary>z [d] of a point.</summary>
    /// <exception cref="ArgumentException">A block is missing, has another length, or holds NaN or infinity.</exception>
    public float[] Flatten(Point point)
    {
        var z = new float[Dimension];
        var offset = 0;
        foreach (var block in Blocks)
        {
            if (!point.Blocks.TryGetValue(block.Name, out var values))
                throw new ArgumentException($"The point has no latent block '{block.Name}'; it has: {string.Join(", ", point.Blocks.Keys)}.", nameof(point));
            if (values.Length != block.Count)
                throw new ArgumentException($"Latent block '{block.Name}' needs {block.Count} values, not {values.Length}.", nameof(point));
            for (var i = 0; i < values.Length; i++)
                if (!float.IsFinite(values[i]))
                    throw new ArgumentException($"Latent block '{block.Name}' holds {values[i]} at index {i}; every value must be finite.", nameof(point));
            values.CopyTo(z.AsSpan(offset));
            offset += values.Length;
        }
        return z;
    }

    /// <summary><paramref name="point"/> with its latent blocks replaced by those of z [d]; conditions and noise stay.</summary>
    /// <exception cref="ArgumentException">z has another length than d.</exception>
    public Point WithLatent(Point point, ReadOnlySpan<float> z)
    {
        if (z.Length != Dimension)
            throw new ArgumentException($"The latent space has {Dimension} coordinates, the vector has {z.Length}.", nameof(z));
        var blocks = new Dictionary<string, float[]>(point.Blocks, StringComparer.Ordinal);
        var offset = 0;
        foreach (var block in Blocks)
        {
            blocks[block.Name] = z.Slice(offset, block.Count).ToArray();
            offset += block.Count;
        }
        return point with { Blocks = blocks };
    }
}
