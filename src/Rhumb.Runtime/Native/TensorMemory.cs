using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>
/// The memory behind a tensor: our own, aligned for the widest vectors, or the engine's, held by its value. Counted, because a run may still
/// read what its caller has already disposed.
/// </summary>
internal sealed unsafe class TensorMemory : IDisposable
{
    private const nuint Alignment = 64;

    // A span does not keep its tensor alive. What was never disposed is therefore freed only this long after it was found unreachable.
    private const long GraceMilliseconds = 60_000;

    private readonly void* _data;
    private readonly nuint _bytes;
    private readonly bool _ownsData;
    private readonly Lock _lock = new();
    private nint _value;
    private int _references = 1;
    private int _disposed;
    private long _unreachableSince;

    private TensorMemory(void* data, nuint bytes, bool ownsData, nint value)
    {
        _data = data;
        _bytes = bytes;
        _ownsData = ownsData;
        _value = value;
    }

#pragma warning disable MA0055 // A safe handle would free at once, under a span that is still in use.
    ~TensorMemory()
#pragma warning restore MA0055
    {
        if (_references == 0 || Environment.HasShutdownStarted) return;
        if (_unreachableSince == 0) _unreachableSince = Environment.TickCount64;
        if (Environment.TickCount64 - _unreachableSince < GraceMilliseconds)
            GC.ReRegisterForFinalize(this);
        else
            Free();
    }

    public bool IsReleased => Volatile.Read(ref _disposed) != 0;

    public nuint Bytes => _bytes;

    public static TensorMemory Allocate(nuint bytes, bool zeroed)
    {
        try
        {
            var data = NativeMemory.AlignedAlloc(Math.Max(bytes, Alignment), Alignment);
            if (zeroed) NativeMemory.Clear(data, bytes);
            return new TensorMemory(data, bytes, ownsData: true, value: 0);
        }
        catch (OutOfMemoryException exception)
        {
            throw new RuntimeException($"A tensor of {bytes >> 20} MB does not fit into memory: ask for a smaller batch or resolution.", exception);
        }
    }

    /// <summary>Takes over a value that the engine made, with its memory.</summary>
    public static TensorMemory Adopt(nint value, nuint bytes)
    {
        void* data;
        var api = OrtApi.Current;
        api.Check(api.GetTensorMutableData(value, &data));
        return new TensorMemory(data, bytes, ownsData: false, value);
    }

    public Span<T> AsSpan<T>(long count)
        where T : unmanaged
    {
        ObjectDisposedException.ThrowIf(IsReleased, typeof(Tensor));
        if (count > int.MaxValue)
            throw new RuntimeException($"The tensor has {count} elements, more than one span can show: work on it in smaller batches.");
        return new Span<T>(_data, (int)count);
    }

    /// <summary>Keeps the memory until <see cref="Release"/>. Errors: it is disposed already.</summary>
    public void Acquire()
    {
        for (var seen = Volatile.Read(ref _references); ; seen = Volatile.Read(ref _references))
        {
            ObjectDisposedException.ThrowIf(seen == 0 || IsReleased, typeof(Tensor));
            if (Interlocked.CompareExchange(ref _references, seen + 1, seen) == seen) return;
        }
    }

    public void Release()
    {
        if (Interlocked.Decrement(ref _references) != 0) return;
        GC.SuppressFinalize(this);
        Free();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0) Release();
    }

    /// <summary>The engine's value over this memory, made when it is first asked for. Valid while the memory is acquired.</summary>
    public nint Value(ElementType type, ReadOnlySpan<long> shape)
    {
        if (_value != 0) return _value;
        lock (_lock)
        {
            if (_value == 0) _value = NewView(type, shape);
            return _value;
        }
    }

    /// <summary>A value over this memory that the caller releases, and that does not own the memory.</summary>
    public nint NewView(ElementType type, ReadOnlySpan<long> shape)
    {
        nint value;
        var api = OrtApi.Current;
        fixed (long* axes = shape)
        {
            api.Check(api.CreateTensorWithDataAsOrtValue(OrtEnvironment.CpuMemory, _data, _bytes, axes, (nuint)shape.Length, (int)type, &value));
        }

        return value;
    }

    private void Free()
    {
        if (_value != 0) OrtApi.Current.ReleaseValue(_value);
        _value = 0;
        _references = 0;
        if (_ownsData) NativeMemory.AlignedFree(_data);
    }
}
