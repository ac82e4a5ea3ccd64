namespace Rhumb.Runtime.Native;

/// <summary>Reads what a loaded graph says of its inputs and outputs.</summary>
internal static unsafe class SessionSpecs
{
    private const int TensorKind = 1;

    public static TensorSpec[] Read(OrtApi api, nint session, bool ofInputs)
    {
        nint allocator;
        nuint count;
        api.Check(api.GetAllocatorWithDefaultOptions(&allocator));
        api.Check(ofInputs ? api.SessionGetInputCount(session, &count) : api.SessionGetOutputCount(session, &count));
        var specs = new TensorSpec[count];
        for (nuint i = 0; i < count; i++)
        {
            byte* text;
            nint type;
            api.Check(ofInputs ? api.SessionGetInputName(session, i, allocator, &text) : api.SessionGetOutputName(session, i, allocator, &text));
            var name = NativeText.Take(api, allocator, text);
            api.Check(ofInputs ? api.SessionGetInputTypeInfo(session, i, &type) : api.SessionGetOutputTypeInfo(session, i, &type));
            try
            {
                specs[i] = ReadSpec(api, name, type);
            }
            finally
            {
                api.ReleaseTypeInfo(type);
            }
        }

        return specs;
    }

    /// <summary>The element type and shape of a value that a run made.</summary>
    public static (ElementType Type, long[] Shape) Describe(OrtApi api, nint value)
    {
        nint tensor;
        api.Check(api.GetTensorTypeAndShape(value, &tensor));
        try
        {
            var type = ReadTensor(api, tensor, out var shape);
            return (type, shape);
        }
        finally
        {
            api.ReleaseTensorTypeAndShapeInfo(tensor);
        }
    }

    private static TensorSpec ReadSpec(OrtApi api, string name, nint type)
    {
        int kind;
        nint tensor;
        api.Check(api.GetOnnxTypeFromTypeInfo(type, &kind));
        if (kind != TensorKind)
            throw new RuntimeException($"\"{name}\" of the model is a sequence, map or optional, which is not supported: export the model with tensors only.");
        api.Check(api.CastTypeInfoToTensorInfo(type, &tensor));
        var elementType = ReadTensor(api, tensor, out var shape);
        return new TensorSpec(name, elementType, Array.ConvertAll(shape, axis => axis < 0 ? (long?)null : axis));
    }

    private static ElementType ReadTensor(OrtApi api, nint tensor, out long[] shape)
    {
        int type;
        nuint rank;
        api.Check(api.GetTensorElementType(tensor, &type));
        api.Check(api.GetDimensionsCount(tensor, &rank));
        shape = new long[rank];
        fixed (long* axes = shape)
        {
            api.Check(api.GetDimensions(tensor, axes, rank));
        }

        return (ElementType)type;
    }
}
