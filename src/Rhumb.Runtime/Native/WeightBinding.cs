namespace Rhumb.Runtime.Native;

/// <summary>What one graph holds of shared weights while it is loaded: values over their memory, the memory itself and the prepacked store.</summary>
internal sealed unsafe class WeightBinding
{
    private readonly (string Name, TensorMemory Memory, nint View)[] _weights;

    /// <summary>Holds the weights until <see cref="Release"/>. Errors: one of them is disposed.</summary>
    public WeightBinding(PrepackedWeights container, IReadOnlyList<KeyValuePair<string, Tensor>> weights)
    {
        var held = false;
        container.DangerousAddRef(ref held);
        Container = container;
        _weights = new (string, TensorMemory, nint)[weights.Count];
        for (var i = 0; i < weights.Count; i++)
        {
            var (name, tensor) = weights[i];
            tensor.Memory.Acquire();

            // The engine refuses to share a value that owns its memory, so every graph gets a view.
            _weights[i] = (name, tensor.Memory, tensor.Memory.NewView(tensor.ElementType, tensor.Shape));
        }
    }

    public PrepackedWeights Container { get; }

    public void ApplyTo(OrtApi api, nint options)
    {
        foreach (var (name, _, view) in _weights)
        {
            fixed (byte* text = NativeText.Utf8(name))
            {
                // The first lets the optimiser read the weight, the second makes the graph use this memory and the prepacked store.
                var names = text;
                var values = view;
                api.Check(api.AddExternalInitializers(options, &names, &values, 1));
                api.Check(api.AddInitializer(options, text, view));
            }
        }
    }

    public void Release()
    {
        foreach (var (_, memory, view) in _weights)
        {
            OrtApi.Current.ReleaseValue(view);
            memory.Release();
        }

        Container.DangerousRelease();
    }
}
