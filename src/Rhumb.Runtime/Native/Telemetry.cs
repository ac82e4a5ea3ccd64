using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>
/// From version 1.29 on, the engine's own builds for Linux and macOS report models and sessions to its maker over the network, and keep a device identifier and a database in the
/// user's cache. Its function that ends this comes too late, for the first report is made with the environment; a variable that is there before the library is loaded prevents all of it.
/// </summary>
internal static unsafe class Telemetry
{
    private const string Variable = "ORT_DISABLE_TELEMETRY";

    /// <summary>To be called before the library is loaded. On Windows nothing leaves the machine, and the engine's function suffices.</summary>
    public static void Refuse()
    {
        if (OperatingSystem.IsWindows()) return;

        // Environment.SetEnvironmentVariable changes .NET's copy only, which native code does not see.
        var setenv = (delegate* unmanaged<byte*, byte*, int, int>)NativeLibrary.GetExport(NativeLibrary.Load("libc"), "setenv");
        fixed (byte* name = NativeText.Utf8(Variable), value = NativeText.Utf8("1"))
        {
            if (setenv(name, value, 1) != 0) throw new RuntimeException($"ONNX Runtime's telemetry could not be turned off: set {Variable}=1 and start again.");
        }
    }
}
