namespace Rhumb.Autodiff.Graphs;

/// <summary>A tensor in a graph: an input, a constant, or the output of a node. Identity is the reference; names are for files.</summary>
public sealed class Value
{
    /// <summary>A value; <paramref name="constant"/> makes it an initialiser.</summary>
    public Value(string name, ElementType elementType, IReadOnlyList<Dim>? dims, TensorData? constant = null)
    {
        (Name, ElementType, Dims, Constant) = (name, elementType, dims, constant);
        if (dims is not null && dims.All(dim => dim.Size is not null))
            _shape = [.. dims.Select(dim => dim.Size!.Value)];
    }

    private readonly long[]? _shape;

    /// <summary>Name, unique within its graph and the graphs around it.</summary>
    public string Name { get; }

    /// <summary>Element type; undefined where the file does not say.</summary>
    public ElementType ElementType { get; }

    /// <summary>Axis lengths, some of them free; null where even the rank is unknown.</summary>
    public IReadOnlyList<Dim>? Dims { get; }

    /// <summary>The contents where they are known: an initialiser.</summary>
    public TensorData? Constant { get; }

    /// <summary>True where every axis length is known.</summary>
    public bool HasShape => _shape is not null;

    /// <summary>Axis lengths.</summary>
    /// <exception cref="GraphException">A length is free: specialise the model first.</exception>
    public long[] Shape => _shape ?? throw new GraphException(
        $"The shape of '{Name}' is not known ({(Dims is null ? "any rank" : string.Join(" × ", Dims))}); specialise the model first.");

    /// <summary>Axis lengths, −1 where one is free.</summary>
    public long[] Extents => _shape ?? (Dims is null ? Shape : [.. Dims.Select(dim => dim.Size ?? -1)]);

    /// <summary>Number of axes.</summary>
    public int Rank => Dims?.Count ?? throw new GraphException($"The rank of '{Name}' is not known; specialise the model first.");

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {ElementType}[{(Dims is null ? "?" : string.Join(", ", Dims))}]";
}
