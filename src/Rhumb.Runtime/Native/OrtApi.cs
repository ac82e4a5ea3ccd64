namespace Rhumb.Runtime.Native;

/// <summary>
/// The functions of ONNX Runtime's C API that Rhumb calls, taken from their slots in the library's table. The table only grows, so a slot
/// keeps its meaning in every later version. An <c>nint</c> that is returned is an <c>OrtStatus*</c>, zero for success: see <see cref="Check"/>.
/// </summary>
internal sealed unsafe class OrtApi
{
    /// <summary>The newest slot used below came with this version of the table.</summary>
    public const int Version = 17;

    public readonly delegate* unmanaged<nint, int> GetErrorCode;
    public readonly delegate* unmanaged<nint, byte*> GetErrorMessage;
    public readonly delegate* unmanaged<nint, nint> DisableTelemetryEvents;
    public readonly delegate* unmanaged<nint, void*, nint, nint*, nint> CreateSession;
    public readonly delegate* unmanaged<nint, void*, nuint, nint, nint*, nint> CreateSessionFromArray;
    public readonly delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint> Run;
    public readonly delegate* unmanaged<nint*, nint> CreateSessionOptions;
    public readonly delegate* unmanaged<nint, nint> DisableMemPattern;
    public readonly delegate* unmanaged<nint, nint> DisableCpuMemArena;
    public readonly delegate* unmanaged<nint, void*, nint> EnableProfiling;
    public readonly delegate* unmanaged<nint, int, nint> SetSessionGraphOptimizationLevel;
    public readonly delegate* unmanaged<nint, int, nint> SetIntraOpNumThreads;
    public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetInputCount;
    public readonly delegate* unmanaged<nint, nuint*, nint> SessionGetOutputCount;
    public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetInputTypeInfo;
    public readonly delegate* unmanaged<nint, nuint, nint*, nint> SessionGetOutputTypeInfo;
    public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetInputName;
    public readonly delegate* unmanaged<nint, nuint, nint, byte**, nint> SessionGetOutputName;
    public readonly delegate* unmanaged<nint*, nint> CreateRunOptions;
    public readonly delegate* unmanaged<nint, nint> RunOptionsSetTerminate;
    public readonly delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint> CreateTensorWithDataAsOrtValue;
    public readonly delegate* unmanaged<nint, void**, nint> GetTensorMutableData;
    public readonly delegate* unmanaged<nint, nint*, nint> CastTypeInfoToTensorInfo;
    public readonly delegate* unmanaged<nint, int*, nint> GetOnnxTypeFromTypeInfo;
    public readonly delegate* unmanaged<nint, int*, nint> GetTensorElementType;
    public readonly delegate* unmanaged<nint, nuint*, nint> GetDimensionsCount;
    public readonly delegate* unmanaged<nint, long*, nuint, nint> GetDimensions;
    public readonly delegate* unmanaged<nint, nint*, nint> GetTensorTypeAndShape;
    public readonly delegate* unmanaged<int, int, nint*, nint> CreateCpuMemoryInfo;
    public readonly delegate* unmanaged<nint, void*, nint> AllocatorFree;
    public readonly delegate* unmanaged<nint*, nint> GetAllocatorWithDefaultOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseStatus;
    public readonly delegate* unmanaged<nint, void> ReleaseSession;
    public readonly delegate* unmanaged<nint, void> ReleaseValue;
    public readonly delegate* unmanaged<nint, void> ReleaseRunOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseTypeInfo;
    public readonly delegate* unmanaged<nint, void> ReleaseTensorTypeAndShapeInfo;
    public readonly delegate* unmanaged<nint, void> ReleaseSessionOptions;
    public readonly delegate* unmanaged<nint, nint, byte**, nint> SessionEndProfiling;
    public readonly delegate* unmanaged<int, byte*, nint, nint*, nint> CreateEnvWithGlobalThreadPools;
    public readonly delegate* unmanaged<nint, nint> DisablePerSessionThreads;
    public readonly delegate* unmanaged<nint*, nint> CreateThreadingOptions;
    public readonly delegate* unmanaged<nint, void> ReleaseThreadingOptions;
    public readonly delegate* unmanaged<nint, byte*, byte*, nint> AddSessionConfigEntry;
    public readonly delegate* unmanaged<nint, nint, nint, nint> CreateAndRegisterAllocator;
    public readonly delegate* unmanaged<nint, int, nint> SetGlobalIntraOpNumThreads;
    public readonly delegate* unmanaged<nint, int, nint> SetGlobalInterOpNumThreads;
    public readonly delegate* unmanaged<nint, int, nint> SetGlobalSpinControl;
    public readonly delegate* unmanaged<nint, byte*, nint, nint> AddInitializer;
    public readonly delegate* unmanaged<nint, nint> SetGlobalDenormalAsZero;
    public readonly delegate* unmanaged<nint, void> ReleaseArenaCfg;
    public readonly delegate* unmanaged<byte**, nuint*, nuint, nint*, nint> CreateArenaCfgV2;
    public readonly delegate* unmanaged<nint*, nint> CreatePrepackedWeightsContainer;
    public readonly delegate* unmanaged<nint, void> ReleasePrepackedWeightsContainer;
    public readonly delegate* unmanaged<nint, void*, nuint, nint, nint, nint*, nint> CreateSessionFromArrayWithPrepackedWeightsContainer;
    public readonly delegate* unmanaged<nint, byte**, nint*, nuint, nint> AddExternalInitializers;
    public readonly delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint> SessionOptionsAppendExecutionProvider;
    public readonly delegate* unmanaged<nint, byte, nint> SetDeterministicCompute;

    private static readonly Lock s_lock = new();
    private static OrtApi? s_current;

    private OrtApi(void** table)
    {
        GetErrorCode = (delegate* unmanaged<nint, int>)table[1];
        GetErrorMessage = (delegate* unmanaged<nint, byte*>)table[2];
        DisableTelemetryEvents = (delegate* unmanaged<nint, nint>)table[6];
        CreateSession = (delegate* unmanaged<nint, void*, nint, nint*, nint>)table[7];
        CreateSessionFromArray = (delegate* unmanaged<nint, void*, nuint, nint, nint*, nint>)table[8];
        Run = (delegate* unmanaged<nint, nint, byte**, nint*, nuint, byte**, nuint, nint*, nint>)table[9];
        CreateSessionOptions = (delegate* unmanaged<nint*, nint>)table[10];
        EnableProfiling = (delegate* unmanaged<nint, void*, nint>)table[14];
        DisableMemPattern = (delegate* unmanaged<nint, nint>)table[17];
        DisableCpuMemArena = (delegate* unmanaged<nint, nint>)table[19];
        SetSessionGraphOptimizationLevel = (delegate* unmanaged<nint, int, nint>)table[23];
        SetIntraOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[24];
        SessionGetInputCount = (delegate* unmanaged<nint, nuint*, nint>)table[30];
        SessionGetOutputCount = (delegate* unmanaged<nint, nuint*, nint>)table[31];
        SessionGetInputTypeInfo = (delegate* unmanaged<nint, nuint, nint*, nint>)table[33];
        SessionGetOutputTypeInfo = (delegate* unmanaged<nint, nuint, nint*, nint>)table[34];
        SessionGetInputName = (delegate* unmanaged<nint, nuint, nint, byte**, nint>)table[36];
        SessionGetOutputName = (delegate* unmanaged<nint, nuint, nint, byte**, nint>)table[37];
        CreateRunOptions = (delegate* unmanaged<nint*, nint>)table[39];
        RunOptionsSetTerminate = (delegate* unmanaged<nint, nint>)table[46];
        CreateTensorWithDataAsOrtValue = (delegate* unmanaged<nint, void*, nuint, long*, nuint, int, nint*, nint>)table[49];
        GetTensorMutableData = (delegate* unmanaged<nint, void**, nint>)table[51];
        CastTypeInfoToTensorInfo = (delegate* unmanaged<nint, nint*, nint>)table[55];
        GetOnnxTypeFromTypeInfo = (delegate* unmanaged<nint, int*, nint>)table[56];
        GetTensorElementType = (delegate* unmanaged<nint, int*, nint>)table[60];
        GetDimensionsCount = (delegate* unmanaged<nint, nuint*, nint>)table[61];
        GetDimensions = (delegate* unmanaged<nint, long*, nuint, nint>)table[62];
        GetTensorTypeAndShape = (delegate* unmanaged<nint, nint*, nint>)table[65];
        CreateCpuMemoryInfo = (delegate* unmanaged<int, int, nint*, nint>)table[69];
        AllocatorFree = (delegate* unmanaged<nint, void*, nint>)table[76];
        GetAllocatorWithDefaultOptions = (delegate* unmanaged<nint*, nint>)table[78];
        ReleaseStatus = (delegate* unmanaged<nint, void>)table[93];
        ReleaseSession = (delegate* unmanaged<nint, void>)table[95];
        ReleaseValue = (delegate* unmanaged<nint, void>)table[96];
        ReleaseRunOptions = (delegate* unmanaged<nint, void>)table[97];
        ReleaseTypeInfo = (delegate* unmanaged<nint, void>)table[98];
        ReleaseTensorTypeAndShapeInfo = (delegate* unmanaged<nint, void>)table[99];
        ReleaseSessionOptions = (delegate* unmanaged<nint, void>)table[100];
        SessionEndProfiling = (delegate* unmanaged<nint, nint, byte**, nint>)table[110];
        CreateEnvWithGlobalThreadPools = (delegate* unmanaged<int, byte*, nint, nint*, nint>)table[119];
        DisablePerSessionThreads = (delegate* unmanaged<nint, nint>)table[120];
        CreateThreadingOptions = (delegate* unmanaged<nint*, nint>)table[121];
        ReleaseThreadingOptions = (delegate* unmanaged<nint, void>)table[122];
        AddSessionConfigEntry = (delegate* unmanaged<nint, byte*, byte*, nint>)table[130];
        CreateAndRegisterAllocator = (delegate* unmanaged<nint, nint, nint, nint>)table[144];
        SetGlobalIntraOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[147];
        SetGlobalInterOpNumThreads = (delegate* unmanaged<nint, int, nint>)table[148];
        SetGlobalSpinControl = (delegate* unmanaged<nint, int, nint>)table[149];
        AddInitializer = (delegate* unmanaged<nint, byte*, nint, nint>)table[150];
        SetGlobalDenormalAsZero = (delegate* unmanaged<nint, nint>)table[155];
        ReleaseArenaCfg = (delegate* unmanaged<nint, void>)table[157];
        CreateArenaCfgV2 = (delegate* unmanaged<byte**, nuint*, nuint, nint*, nint>)table[164];
        CreatePrepackedWeightsContainer = (delegate* unmanaged<nint*, nint>)table[166];
        ReleasePrepackedWeightsContainer = (delegate* unmanaged<nint, void>)table[167];
        CreateSessionFromArrayWithPrepackedWeightsContainer = (delegate* unmanaged<nint, void*, nuint, nint, nint, nint*, nint>)table[169];
        AddExternalInitializers = (delegate* unmanaged<nint, byte**, nint*, nuint, nint>)table[210];
        SessionOptionsAppendExecutionProvider = (delegate* unmanaged<nint, byte*, byte**, byte**, nuint, nint>)table[216];
        SetDeterministicCompute = (delegate* unmanaged<nint, byte, nint>)table[273];
    }

    /// <summary>The table of the library that <see cref="OrtLibrary"/> finds. Errors: there is none, or it is too old.</summary>
    public static OrtApi Current
    {
        get
        {
            if (Volatile.Read(ref s_current) is { } loaded) return loaded;
            lock (s_lock)
            {
                s_current ??= new OrtApi(OrtLibrary.Load(Version));
                return s_current;
            }
        }
    }

    /// <summary>Throws what a status says, and frees it. Zero is success.</summary>
    public void Check(nint status)
    {
        if (status != 0) throw OrtError.Take(this, status).ToException();
    }
}
