namespace Rhumb.Runtime.Native;

/// <summary>
/// The engine's one environment of this process: one thread pool and one arena that every graph shares. It lives until the process ends,
/// because graphs and tensors may outlive whatever would own it.
/// </summary>
internal static unsafe class OrtEnvironment
{
    /// <summary>The number of threads where the device does not say.</summary>
    public const string ThreadsVariable = "RHUMB_THREADS";

    private const int DeviceAllocator = 0;
    private const int ArenaAllocator = 1;

    // Whatever fails reaches the caller as an exception; the engine would print it to the terminal a second time at level error (3).
    private const int LogFatalOnly = 4;

    private static readonly Lock s_lock = new();
    private static nint s_environment;
    private static nint s_memory;
    private static int s_threads;

    /// <summary>Plain processor memory, for values over memory that is not the engine's.</summary>
    public static nint CpuMemory
    {
        get
        {
            if (Volatile.Read(ref s_memory) != 0) return s_memory;
            lock (s_lock)
            {
                if (s_memory == 0) s_memory = NewCpuMemory(OrtApi.Current, DeviceAllocator);
                return s_memory;
            }
        }
    }

    /// <summary>Threads of the shared pool; zero while there is none.</summary>
    public static int Threads => Volatile.Read(ref s_threads);

    /// <summary>The environment, made at the first call. Errors: it has another number of threads than asked for.</summary>
    public static nint Get(int? threads)
    {
        if (threads is < 1) throw new RuntimeException($"A device cannot have {threads} threads: ask for at least one.");
        lock (s_lock)
        {
            if (s_environment == 0)
            {
                var count = threads ?? DefaultThreads(Environment.GetEnvironmentVariable(ThreadsVariable));
                s_environment = Create(OrtApi.Current, count);
                Volatile.Write(ref s_threads, count);
            }
            else if (threads is { } asked && asked != s_threads)
            {
                throw new RuntimeException(
                    $"This process already runs its graphs on {s_threads} threads and cannot change to {asked}: give the first graph's device that number, or set {ThreadsVariable}.");
            }

            return s_environment;
        }
    }

    /// <summary>The number that the variable's text asks for, or the number of processors where it is empty.</summary>
    internal static int DefaultThreads(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return Environment.ProcessorCount;
        return int.TryParse(text, out var threads) && threads is >= 1 and <= 1024
            ? threads
            : throw new RuntimeException($"{ThreadsVariable} is \"{text}\": set it to a whole number from 1 to 1024, or unset it.");
    }

    private static nint Create(OrtApi api, int threads)
    {
        nint options, environment;
        api.Check(api.CreateThreadingOptions(&options));
        try
        {
            api.Check(api.SetGlobalIntraOpNumThreads(options, threads));
            api.Check(api.SetGlobalInterOpNumThreads(options, 1));

            // Spinning would win microseconds on tiny graphs and burn a core beside the server, the trainer and the browser.
            api.Check(api.SetGlobalSpinControl(options, 0));

            // Vanishing gradients reach denormal numbers, which cost about a hundred times more each.
            if (FlushToZero.IsAvailable) api.Check(api.SetGlobalDenormalAsZero(options));
            fixed (byte* name = "rhumb\0"u8)
            {
                api.Check(api.CreateEnvWithGlobalThreadPools(LogFatalOnly, name, options, &environment));
            }
        }
        finally
        {
            api.ReleaseThreadingOptions(options);
        }

        api.Check(api.DisableTelemetryEvents(environment));
        ShareArena(api, environment);
        return environment;
    }

    private static void ShareArena(OrtApi api, nint environment)
    {
        // Grow by what is asked for: the default doubles, and would hold twice of what the largest run needs.
        const nuint SameAsRequested = 1;
        var value = SameAsRequested;
        nint arena;
        fixed (byte* key = "arena_extend_strategy\0"u8)
        {
            var keys = key;
            api.Check(api.CreateArenaCfgV2(&keys, &value, 1, &arena));
        }

        try
        {
            api.Check(api.CreateAndRegisterAllocator(environment, NewCpuMemory(api, ArenaAllocator), arena));
        }
        finally
        {
            api.ReleaseArenaCfg(arena);
        }
    }

    private static nint NewCpuMemory(OrtApi api, int allocator)
    {
        nint memory;
        api.Check(api.CreateCpuMemoryInfo(allocator, 0, &memory));
        return memory;
    }
}
