using Rhumb.Runtime.Native;

namespace Rhumb.Runtime;

/// <summary>
/// Weights that several graphs use together, so that each is in memory once: the generator, its derivative graphs and the graphs at other
/// batch sizes. A graph that is loaded with them takes every initializer of these names from here instead of from its own bytes.
/// May be disposed before the graphs: the memory goes with the last of them.
/// </summary>
public sealed class SharedWeights : IDisposable
{
    private readonly Dictionary<string, Tensor> _tensors = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private PrepackedWeights? _prepacked;
    private bool _disposed;

    /// <summary>The names added so far.</summary>
    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_lock) return [.. _tensors.Keys];
        }
    }

    /// <summary>
    /// Shares a weight with the graphs that are loaded from now on. The tensor is disposed with these weights, and must not be written to any more.
    /// Errors: the name is there already.
    /// </summary>
    public void Add(string name, Tensor weight)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (!_tensors.TryAdd(name, weight))
                throw new RuntimeException($"The shared weights hold \"{name}\" already: give each weight one name, the initializer's in the graphs.");
        }
    }

    /// <summary>Gives up the weights; graphs that were loaded with them keep what they use.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed) return;
            _disposed = true;
            foreach (var tensor in _tensors.Values) tensor.Dispose();
            _prepacked?.Dispose();
        }
    }

    /// <summary>The model without the bytes of the weights that it shares, and what is to be bound in their place.</summary>
    internal (byte[] Model, WeightBinding Binding) Bind(ReadOnlySpan<byte> model)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var (rest, found) = SharedInitializers.Extract(model, _tensors);
            _prepacked ??= PrepackedWeights.Create();
            return (rest, new WeightBinding(_prepacked, found));
        }
    }
}
