using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>
/// A loaded graph. Released when it is disposed and no run is in progress; only then does it let go of the weights that it shares.
/// </summary>
internal sealed unsafe class OrtSession : SafeHandle
{
    private readonly OrtApi _api;
    private readonly WeightBinding? _weights;
    private byte*[] _inputNames = [];
    private byte*[] _outputNames = [];

    private OrtSession(OrtApi api, nint session, WeightBinding? weights)
        : base(0, ownsHandle: true)
    {
        _api = api;
        _weights = weights;
        SetHandle(session);
    }

    public override bool IsInvalid => handle == 0;

    /// <summary>Loads a graph. The error is left to the caller to word.</summary>
    public static OrtSession? Open(ModelSource source, SessionSettings settings, WeightBinding? weights, out OrtError error)
    {
        var api = OrtApi.Current;
        var environment = OrtEnvironment.Get(settings.Device.Threads);
        var options = settings.Create(api, source.Folder);
        var container = weights?.Container.DangerousGetHandle() ?? 0;
        nint session = 0, status;

        // Threads of its own flush denormals by a setting that the engine applies to this thread, too, and for good.
        using var arithmetic = settings.Device.ProfilePrefix is null ? default : FlushToZero.Enter();
        try
        {
            weights?.ApplyTo(api, options);
            if (source.Path is { } path)
            {
                fixed (byte* text = NativeText.Path(path))
                {
                    status = api.CreateSession(environment, text, options, &session);
                }
            }
            else
            {
                fixed (byte* bytes = source.Bytes.Span)
                {
                    status = container == 0
                        ? api.CreateSessionFromArray(environment, bytes, (nuint)source.Bytes.Length, options, &session)
                        : api.CreateSessionFromArrayWithPrepackedWeightsContainer(environment, bytes, (nuint)source.Bytes.Length, options, container, &session);
                }
            }
        }
        finally
        {
            api.ReleaseSessionOptions(options);
        }

        error = status == 0 ? default : OrtError.Take(api, status);
        return status == 0 ? new OrtSession(api, session, weights) : null;
    }

    /// <summary>The inputs, and the outputs, in the graph's order. To be called once, before the first run.</summary>
    public (TensorSpec[] Inputs, TensorSpec[] Outputs) ReadSpecs()
    {
        var inputs = SessionSpecs.Read(_api, handle, ofInputs: true);
        var outputs = SessionSpecs.Read(_api, handle, ofInputs: false);
        _inputNames = NativeText.Allocate(inputs);
        _outputNames = NativeText.Allocate(outputs);
        return (inputs, outputs);
    }

    /// <summary>
    /// Runs with one value for each input, and for each output either a value to write into, or zero to have one made; outputs that are not
    /// <paramref name="wanted"/> are not computed into a value. Cancelling takes effect between nodes.
    /// </summary>
    public OrtError? Run(ReadOnlySpan<nint> inputs, Span<nint> outputs, ReadOnlySpan<int> wanted, CancellationToken cancellation)
    {
        var held = false;
        try
        {
            DangerousAddRef(ref held);
            using var arithmetic = FlushToZero.Enter();
            using var stop = cancellation.CanBeCanceled ? new RunCancellation(_api, cancellation) : null;
            var names = stackalloc byte*[wanted.Length];
            for (var i = 0; i < wanted.Length; i++) names[i] = _outputNames[wanted[i]];
            fixed (nint* inputValues = inputs)
            fixed (nint* outputValues = outputs)
            fixed (byte** inputNames = _inputNames)
            {
                var status = _api.Run(handle, stop?.Options ?? 0, inputNames, inputValues, (nuint)inputs.Length, names, (nuint)wanted.Length, outputValues);
                return status == 0 ? null : OrtError.Take(_api, status);
            }
        }
        finally
        {
            if (held) DangerousRelease();
        }
    }

    /// <summary>Writes the profile and returns its path.</summary>
    public string EndProfiling()
    {
        byte* path;
        nint allocator;
        _api.Check(_api.GetAllocatorWithDefaultOptions(&allocator));
        _api.Check(_api.SessionEndProfiling(handle, allocator, &path));
        return NativeText.Take(_api, allocator, path);
    }

    protected override bool ReleaseHandle()
    {
        _api.ReleaseSession(handle);
        foreach (var name in _inputNames) NativeMemory.Free(name);
        foreach (var name in _outputNames) NativeMemory.Free(name);
        _weights?.Release();
        return true;
    }
}
