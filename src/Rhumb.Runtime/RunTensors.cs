namespace Rhumb.Runtime;

/// <summary>The tensors of one run, checked against the graph and kept in memory until the run has ended.</summary>
internal readonly ref struct RunTensors
{
    private readonly Tensor[] _tensors;

    public RunTensors(Tensor[] tensors)
    {
        _tensors = tensors;
        for (var i = 0; i < tensors.Length; i++)
        {
            try
            {
                tensors[i].Memory.Acquire();
            }
            catch
            {
                for (var held = 0; held < i; held++) tensors[held].Memory.Release();
                throw;
            }
        }
    }

    /// <summary>The graph's inputs in its order. Errors: one is missing, one is not the graph's, or one does not fit.</summary>
    public static Tensor[] InOrder(TensorSpec[] specs, IReadOnlyDictionary<string, Tensor> inputs)
    {
        var tensors = new Tensor[specs.Length];
        for (var i = 0; i < specs.Length; i++)
        {
            if (!inputs.TryGetValue(specs[i].Name, out var tensor))
                throw new RuntimeException($"The graph needs an input \"{specs[i].Name}\" that was not given: it takes {Describe(specs)}.");
            Check(specs[i], tensor, "input");
            tensors[i] = tensor;
        }

        if (inputs.Count != specs.Length)
        {
            foreach (var name in inputs.Keys) IndexOf(specs, name, "input");
        }

        return tensors;
    }

    /// <summary>The place of a name among the specs. Errors: it is not there.</summary>
    public static int IndexOf(TensorSpec[] specs, string name, string kind)
    {
        for (var i = 0; i < specs.Length; i++)
        {
            if (string.Equals(specs[i].Name, name, StringComparison.Ordinal)) return i;
        }

        throw new RuntimeException($"The graph has no {kind} \"{name}\": its {kind}s are {Describe(specs)}.");
    }

    /// <summary>Errors: the tensor is not what the graph says there.</summary>
    public static void Check(TensorSpec spec, Tensor tensor, string kind)
    {
        if (tensor.ElementType != spec.ElementType)
            throw new RuntimeException($"The {kind} \"{spec.Name}\" must hold {spec.ElementType} elements, but {tensor.ElementType} was given.");
        if (!spec.Allows(tensor.Shape))
        {
            throw new RuntimeException(
                $"The {kind} \"{spec.Name}\" must have the shape {spec.DescribeShape()} (? is any size), but {ElementLayout.Describe(tensor.Shape)} was given.");
        }
    }

    /// <summary>The engine's values for the tensors, valid until <see cref="Dispose"/>.</summary>
    public void CopyTo(Span<nint> values)
    {
        for (var i = 0; i < _tensors.Length; i++) values[i] = _tensors[i].Memory.Value(_tensors[i].ElementType, _tensors[i].Shape);
    }

    public void Dispose()
    {
        foreach (var tensor in _tensors) tensor.Memory.Release();
    }

    private static string Describe(TensorSpec[] specs) => specs.Length == 0 ? "none" : string.Join("; ", specs.AsEnumerable());
}
