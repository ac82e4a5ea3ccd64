using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>
/// While it is open, the calling thread takes denormal numbers for zero, as the engine's pool then does. The engine sets its own threads only,
/// so without this a sum would depend on which thread happened to add it. Where a platform has no such switch, no thread flushes.
/// </summary>
internal readonly unsafe ref struct FlushToZero
{
    // fenv_t of the C library: 32 bytes with the SSE control word last on x64; the floating-point control register first on arm64.
    private const int EnvironmentWords = 8;
    private const uint X64FlushAndDenormalsAreZero = 0x8040;
    private const uint Arm64Flush = 1u << 24;

    private static readonly delegate* unmanaged<uint*, int> s_read;
    private static readonly delegate* unmanaged<uint*, int> s_write;
    private static readonly int s_word = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 7 : 0;
    private static readonly uint s_bits = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? X64FlushAndDenormalsAreZero : Arm64Flush;

    private readonly bool _changed;

    static FlushToZero()
    {
        var known = OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture is (Architecture.X64 or Architecture.Arm64);
        if (!known || !NativeLibrary.TryLoad("libm.so.6", out var library)) return;
        if (!NativeLibrary.TryGetExport(library, "fegetenv", out var read) || !NativeLibrary.TryGetExport(library, "fesetenv", out var write)) return;
        s_read = (delegate* unmanaged<uint*, int>)read;
        s_write = (delegate* unmanaged<uint*, int>)write;
        IsAvailable = true;
    }

    private FlushToZero(bool changed) => _changed = changed;

    /// <summary>Whether a thread's arithmetic can be switched here.</summary>
    public static bool IsAvailable { get; }

    /// <summary>Switches the calling thread until the result is disposed on it.</summary>
    public static FlushToZero Enter() => new(IsAvailable && Switch(on: true));

    public void Dispose()
    {
        if (_changed) Switch(on: false);
    }

    /// <summary>Whether the thread was not so already.</summary>
    private static bool Switch(bool on)
    {
        var environment = stackalloc uint[EnvironmentWords];
        if (s_read(environment) != 0) return false;
        var before = environment[s_word];
        environment[s_word] = on ? before | s_bits : before & ~s_bits;
        return environment[s_word] != before && s_write(environment) == 0;
    }
}
