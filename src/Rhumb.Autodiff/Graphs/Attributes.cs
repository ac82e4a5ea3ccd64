using System.Collections;

namespace Rhumb.Autodiff.Graphs;

/// <summary>
/// A node's attributes: long, float, string, their arrays, <see cref="TensorData"/>, <see cref="Graph"/>. Absent ones read as the caller's default.
/// </summary>
public sealed class Attributes : IEnumerable<KeyValuePair<string, object>>
{
    private readonly SortedDictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>Sets an attribute while the node is being described.</summary>
    public void Add(string name, object value) => _values[name] = value switch
    {
        int i => (long)i,
        bool b => b ? 1L : 0L,
        double d => (float)d,
        int[] ints => Array.ConvertAll(ints, i => (long)i),
        long or float or string or long[] or float[] or string[] or TensorData or Graphs.Graph or Graphs.Graph[] => value,
        _ => throw new GraphException($"Attribute '{name}' has the unsupported type {value.GetType().Name}."),
    };

    /// <summary>No attributes.</summary>
    public static Attributes None { get; } = [];

    /// <summary>How many.</summary>
    public int Count => _values.Count;

    /// <summary>Whether it is given.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    /// <summary>An integer.</summary>
    public long Int(string name, long otherwise) => Get<long>(name, otherwise);

    /// <summary>An integer used as a switch.</summary>
    public bool Flag(string name, bool otherwise = false) => Get(name, otherwise ? 1L : 0L) != 0;

    /// <summary>A number.</summary>
    public float Float(string name, float otherwise) => Get(name, otherwise);

    /// <summary>A text.</summary>
    public string String(string name, string otherwise) => Get(name, otherwise);

    /// <summary>Integers, or null where absent.</summary>
    public long[]? Ints(string name) => Get<long[]?>(name, null);

    /// <summary>Numbers, or null where absent.</summary>
    public float[]? Floats(string name) => Get<float[]?>(name, null);

    /// <summary>A tensor, or null where absent.</summary>
    public TensorData? Tensor(string name) => Get<TensorData?>(name, null);

    /// <summary>A graph, or null where absent.</summary>
    public Graph? Graph(string name) => Get<Graphs.Graph?>(name, null);

    /// <summary>A copy in which <paramref name="change"/> may add, replace or remove.</summary>
    public Attributes With(Action<IDictionary<string, object>> change)
    {
        var copy = new Attributes();
        foreach (var (name, value) in _values)
            copy._values[name] = value;
        change(copy._values);
        return copy;
    }

    private T Get<T>(string name, T otherwise)
    {
        if (!_values.TryGetValue(name, out var value))
            return otherwise;
        return value is T typed ? typed : throw GraphException.Contradiction($"Attribute '{name}' is a {value.GetType().Name}, not a {typeof(T).Name}.");
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
