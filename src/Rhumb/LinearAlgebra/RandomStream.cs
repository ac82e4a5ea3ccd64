using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;

namespace Rhumb.LinearAlgebra;

/// <summary>
/// A stream of random numbers fixed by a seed, a name and an index: xoshiro256** (Blackman and Vigna 2018), its state
/// filled from SHA-256 of the three. Streams of different names or indices are independent.
/// </summary>
/// <remarks>
/// The same numbers on every platform and version: only integer arithmetic and the operations that IEEE 754 rounds exactly
/// (+, −, ×, ÷, √) are used; the logarithm that normal numbers need is summed here rather than taken from the C library.
/// A caller that must be pure keeps (seed, name, index) as its state and opens the stream anew, instead of storing a stream.
/// </remarks>
public sealed class RandomStream
{
    private ulong _a, _b, _c, _d;
    private double? _spare;

    /// <summary>The stream number <paramref name="index"/> called <paramref name="name"/> under <paramref name="seed"/>.</summary>
    public RandomStream(long seed, string name = "", long index = 0)
    {
        var text = Encoding.UTF8.GetBytes(name);
        var key = new byte[16 + text.Length];
        BinaryPrimitives.WriteInt64LittleEndian(key, seed);
        BinaryPrimitives.WriteInt64LittleEndian(key.AsSpan(8), index);
        text.CopyTo(key, 16);
        var state = SHA256.HashData(key);
        _a = BinaryPrimitives.ReadUInt64LittleEndian(state);
        _b = BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(8));
        _c = BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(16));
        _d = BinaryPrimitives.ReadUInt64LittleEndian(state.AsSpan(24)) | 1;   // never the all-zero state
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>u ~ U[0, 1), a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (Bits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>u ~ U[<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>A whole number, each of 0 … <paramref name="count"/> − 1 with equal probability (Lemire's rejection: no bias).</summary>
    /// <exception cref="ArgumentOutOfRangeException">count is not positive.</exception>
    public int Index(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        var range = (ulong)count;
        var threshold = (0 - range) % range;
        while (true)
        {
            var high = Math.BigMul(Bits(), range, out var low);
            if (low >= threshold) return (int)high;
        }
    }

    /// <summary>x ~ N(0, 1) by the polar method (Marsaglia and Bray 1964).</summary>
    public double Normal()
    {
        if (_spare is { } kept)
        {
            _spare = null;
            return kept;
        }
        while (true)
        {
            var u = 2 * Uniform() - 1;
            var v = 2 * Uniform() - 1;
            var s = u * u + v * v;
            if (s is >= 1 or 0) continue;
            var factor = Math.Sqrt(-2 * Logarithm(s) / s);
            _spare = v * factor;
            return u * factor;
        }
    }

    /// <summary>Fills <paramref name="values"/> with independent N(0, <paramref name="standardDeviation"/>²).</summary>
    public void Normal(Span<float> values, double standardDeviation = 1)
    {
        foreach (ref var value in values)
            value = (float)(standardDeviation * Normal());
    }

    /// <summary>Index i with probability weights[i] / Σ weights.</summary>
    /// <param name="weights">Weights, none negative, their sum positive and finite.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are zero.</exception>
    public int Weighted(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
        {
            if (!(weight >= 0) || double.IsInfinity(weight))
                throw new ArgumentException($"A sampling weight must be finite and not negative, not {weight}.", nameof(weights));
            sum += weight;
        }
        if (!(sum > 0) || double.IsInfinity(sum))
            throw new ArgumentException($"Sampling weights must have a positive finite sum, not {sum}.", nameof(weights));
        var left = Uniform() * sum;
        var last = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] == 0) continue;
            last = i;
            left -= weights[i];
            if (left < 0) return i;
        }
        return last;   // rounding may leave a crumb beyond the last weight
    }

    /// <summary>ln x for 0 &lt; x &lt; 1 normal: x = m 2^e, ln m = 2 artanh((m − 1)/(m + 1)), |error| below 1e-15 of the result.</summary>
    internal static double Logarithm(double x)
    {
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1023;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (mantissa > 1.4142135623730951)
        {
            mantissa /= 2;
            exponent++;
        }
        var u = (mantissa - 1) / (mantissa + 1);   // |u| < 0.172, so 11 terms reach 1e-17
        var square = u * u;
        var sum = 0.0;
        for (var power = 21; power >= 1; power -= 2)
            sum = sum * square + 1.0 / power;
        return exponent * 0.6931471805599453 + 2 * u * sum;
    }
}
