using Rhumb.Runtime.Native;

namespace Rhumb.Runtime;

/// <summary>
/// A dense array of numbers with a shape, row-major, in memory outside the garbage-collected heap that it owns until disposed. What a
/// graph returns is the engine's own memory, not a copy; what is passed to a graph is not copied either. A span over a tensor lives no
/// longer than the tensor: keep the tensor in a <c>using</c> that encloses the span's last use.
/// </summary>
public sealed class Tensor : IDisposable
{
    private readonly TensorMemory _memory;
    private readonly long[] _shape;

    internal Tensor(ElementType elementType, long[] shape, TensorMemory memory)
    {
        ElementType = elementType;
        _shape = shape;
        _memory = memory;
        Count = ElementLayout.Count(shape);
    }

    /// <summary>What the elements are.</summary>
    public ElementType ElementType { get; }

    /// <summary>The axes, outermost first; empty for a scalar.</summary>
    public ReadOnlySpan<long> Shape => _shape;

    /// <summary>The number of elements, ∏ <see cref="Shape"/>.</summary>
    public long Count { get; }

    /// <summary>Whether the memory has been given back.</summary>
    public bool IsDisposed => _memory.IsReleased;

    internal TensorMemory Memory => _memory;

    /// <summary>A tensor of the given shape with a copy of <paramref name="values"/>, row-major. Errors: their number is not ∏ shape.</summary>
    public static Tensor Create<T>(ReadOnlySpan<T> values, params ReadOnlySpan<long> shape)
        where T : unmanaged
    {
        if (ElementLayout.Count(shape) != values.Length)
        {
            throw new RuntimeException(
                $"A tensor of shape {ElementLayout.Describe(shape)} holds {ElementLayout.Count(shape)} elements, but {values.Length} values were given.");
        }

        var tensor = New(ElementLayout.Of<T>(), shape, zeroed: false);
        values.CopyTo(tensor.AsSpan<T>());
        return tensor;
    }

    /// <summary>A tensor of zeros. Errors: a negative axis, more memory than there is, or elements of no fixed size.</summary>
    public static Tensor Allocate(ElementType type, params ReadOnlySpan<long> shape) => New(type, shape, zeroed: true);

    /// <summary>
    /// The elements, row-major, for reading and writing in place. Errors: <typeparamref name="T"/> is not what the elements are, the tensor is
    /// disposed, or there are more than 2³¹ - 1 of them.
    /// </summary>
    public Span<T> AsSpan<T>()
        where T : unmanaged
    {
        if (ElementLayout.Of<T>() != ElementType)
            throw new RuntimeException($"The tensor's elements are {ElementType}, not {ElementLayout.Of<T>()}: read it as what it is, or convert it first.");
        return _memory.AsSpan<T>(Count);
    }

    /// <summary>The elements' bytes in this machine's order. Errors: the tensor is disposed, or there are more than 2³¹ - 1 bytes.</summary>
    public Span<byte> AsBytes() => _memory.AsSpan<byte>(checked(Count * ElementLayout.SizeOf(ElementType)));

    /// <summary>A copy of the elements, row-major, safe to keep after the tensor is disposed. Errors as <see cref="AsSpan{T}"/>.</summary>
    public T[] ToArray<T>()
        where T : unmanaged
    {
        var copy = AsSpan<T>().ToArray();
        GC.KeepAlive(this);
        return copy;
    }

    /// <summary>Gives the memory back. Spans over the tensor must not be used any more. A second call does nothing.</summary>
    public void Dispose() => _memory.Dispose();

    /// <summary>As people read it: <c>Float [1, 128]</c>.</summary>
    public override string ToString() => $"{ElementType} {ElementLayout.Describe(_shape)}";

    private static Tensor New(ElementType type, ReadOnlySpan<long> shape, bool zeroed)
    {
        var count = ElementLayout.Count(shape);
        var size = ElementLayout.SizeOf(type);
        if (count > long.MaxValue / size) throw new RuntimeException($"The shape {ElementLayout.Describe(shape)} holds more elements than can be addressed.");
        var memory = TensorMemory.Allocate((nuint)(count * size), zeroed);
        return new Tensor(type, shape.ToArray(), memory);
    }
}
