using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Rhumb.Training.Data;

/// <summary>The blocks of a <see cref="SealedFile"/>, one after the other.</summary>
/// <param name="content">What they are read from.</param>
/// <param name="most">Most bytes that it can hold.</param>
internal sealed class SealedBlocks(Stream content, long most)
{
    /// <summary>The next <paramref name="count"/> values.</summary>
    /// <exception cref="InvalidDataException">The file cannot hold as many.</exception>
    /// <exception cref="EndOfStreamException">It does not.</exception>
    public T[] Next<T>(long count)
        where T : unmanaged
    {
        if (count < 0 || count > Math.Min(Array.MaxLength, most / Unsafe.SizeOf<T>()))
            throw new InvalidDataException($"its header promises {count} values");
        var values = new T[count];
        content.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
