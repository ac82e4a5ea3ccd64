namespace Rhumb.Runtime.Native;

/// <summary>Turns the values that a run made into tensors that own them.</summary>
internal static unsafe class RunOutputs
{
    public static Dictionary<string, Tensor> Adopt(TensorSpec[] specs, nint[] values)
    {
        var api = OrtApi.Current;
        var tensors = new Dictionary<string, Tensor>(specs.Length, StringComparer.Ordinal);
        var next = 0;
        try
        {
            for (; next < values.Length; next++)
            {
                var (type, shape) = SessionSpecs.Describe(api, values[next]);
                var bytes = ElementLayout.Count(shape) * ElementLayout.SizeOf(type);
                tensors.Add(specs[next].Name, new Tensor(type, shape, TensorMemory.Adopt(values[next], (nuint)bytes)));
            }

            return tensors;
        }
        catch
        {
            for (; next < values.Length; next++) api.ReleaseValue(values[next]);
            foreach (var tensor in tensors.Values) tensor.Dispose();
            throw;
        }
    }
}
