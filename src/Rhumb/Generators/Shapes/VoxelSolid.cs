using System.Numerics;

namespace Rhumb.Generators.Shapes;

/// <summary>A solid as n³ bits, one a sample of a <see cref="SampleGrid"/>; neighbours are the six face neighbours.</summary>
public sealed class VoxelSolid
{
    private readonly ulong[] _words;

    /// <summary>An empty solid of <paramref name="resolution"/>³ samples.</summary>
    public VoxelSolid(int resolution)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(resolution, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(resolution, 1024);
        Resolution = resolution;
        _words = new ulong[(Count + 63) / 64];
    }

    /// <summary>The solid of the samples whose value is greater than <paramref name="isoLevel"/>; <paramref name="values"/> is [n³] in index order.</summary>
    /// <exception cref="ArgumentException">The length is not n³.</exception>
    public static VoxelSolid FromValues(int resolution, ReadOnlySpan<float> values, float isoLevel = 0)
    {
        var solid = new VoxelSolid(resolution);
        if (values.Length != solid.Count)
            throw new ArgumentException($"A grid of {resolution}³ needs {solid.Count} values, not {values.Length}.", nameof(values));
        for (var i = 0; i < values.Length; i++)
            if (values[i] > isoLevel)
                solid[i] = true;
        return solid;
    }

    /// <summary>n, samples an axis.</summary>
    public int Resolution { get; }

    /// <summary>n³.</summary>
    public int Count => Resolution * Resolution * Resolution;

    /// <summary>The bits in index order, 64 a word, lowest first; bits beyond n³ are zero and must stay so.</summary>
    public Span<ulong> Words => _words;

    /// <summary>Whether sample <paramref name="index"/> = (x·n + y)·n + z is inside.</summary>
    public bool this[int index]
    {
        get => (_words[index >> 6] >> (index & 63) & 1) != 0;
        set
        {
            if (value)
                _words[index >> 6] |= 1UL << (index & 63);
            else
                _words[index >> 6] &= ~(1UL << (index & 63));
        }
    }

    /// <summary>Whether the sample (x, y, z) is inside; samples beyond the grid are outside.</summary>
    public bool this[int x, int y, int z]
    {
        get => (uint)x < (uint)Resolution && (uint)y < (uint)Resolution && (uint)z < (uint)Resolution && this[(x * Resolution + y) * Resolution + z];
        set => this[(x * Resolution + y) * Resolution + z] = value;
    }

    /// <summary>Number of samples inside.</summary>
    public int Occupied => _words.Sum(BitOperations.PopCount);

    /// <summary>Share of the cube that is inside, Occupied / n³.</summary>
    public double Fill => (double)Occupied / Count;

    /// <summary>|A ∩ B| / |A ∪ B|; 1 for two empty solids.</summary>
    /// <exception cref="ArgumentException">The resolutions differ.</exception>
    public double IntersectionOverUnion(VoxelSolid other)
    {
        if (other.Resolution != Resolution)
            throw new ArgumentException($"Solids of {Resolution}³ and {other.Resolution}³ samples cannot be compared; sample both at one resolution.", nameof(other));
        long both = 0, any = 0;
        for (var i = 0; i < _words.Length; i++)
        {
            both += BitOperations.PopCount(_words[i] & other._words[i]);
            any += BitOperations.PopCount(_words[i] | other._words[i]);
        }
        return any == 0 ? 1 : (double)both / any;
    }

    /// <summary>Numbers of samples of the 6-connected components, largest first; empty for an empty solid.</summary>
    public IReadOnlyList<int> ComponentSizes()
    {
        var sizes = new List<int>();
        Label(sizes);
        sizes.Sort((a, b) => b.CompareTo(a));
        return sizes;
    }

    /// <summary>Label of each sample, [n³]: −1 outside, otherwise the number of its 6-connected component in index order of first samples.</summary>
    public int[] ComponentLabels() => Label([]);

    /// <summary>Share of the volume that the largest component holds, in [0, 1]; 0 for an empty solid.</summary>
    public double LargestComponentShare()
    {
        var sizes = ComponentSizes();
        return sizes.Count == 0 ? 0 : (double)sizes[0] / Occupied;
    }

    /// <summary>The largest 6-connected component alone, the first of equals; empty for an empty solid.</summary>
    public VoxelSolid LargestComponent()
    {
        var sizes = new List<int>();
        var labels = Label(sizes);
        var largest = sizes.Count == 0 ? 0 : sizes.IndexOf(sizes.Max());
        var result = new VoxelSolid(Resolution);
        for (var i = 0; i < labels.Length; i++)
            if (labels[i] == largest)
                result[i] = true;
        return result;
    }

    private int[] Label(List<int> sizes)
    {
        var n = Resolution;
        var labels = new int[Count];
        Array.Fill(labels, -1);
        var stack = new Stack<int>();
        for (var start = 0; start < labels.Length; start++)
        {
            if (labels[start] >= 0 || !this[start])
                continue;
            var (label, size) = (sizes.Count, 0);
            Visit(start);
            while (stack.TryPop(out var at))
            {
                size++;
                var (x, y, z) = (at / (n * n), at / n % n, at % n);
                if (x > 0) Visit(at - n * n);
                if (x < n - 1) Visit(at + n * n);
                if (y > 0) Visit(at - n);
                if (y < n - 1) Visit(at + n);
                if (z > 0) Visit(at - 1);
                if (z < n - 1) Visit(at + 1);
            }
            sizes.Add(size);

            void Visit(int index)
            {
                if (labels[index] >= 0 || !this[index])
                    return;
                labels[index] = label;
                stack.Push(index);
            }
        }
        return labels;
    }
}
