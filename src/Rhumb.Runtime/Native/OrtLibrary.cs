using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>Finds ONNX Runtime's native library and its table of functions.</summary>
internal static unsafe class OrtLibrary
{
    /// <summary>Names the library outright; nothing else is then tried.</summary>
    public const string Variable = "RHUMB_ONNXRUNTIME";

    /// <summary>The file names under which the library is known here, the pinned package's first.</summary>
    private static string[] FileNames { get; } = OperatingSystem.IsWindows() ? ["onnxruntime.dll"]
        : OperatingSystem.IsMacOS() ? ["libonnxruntime.1.dylib", "libonnxruntime.dylib"]
        : ["libonnxruntime.so.1", "libonnxruntime.so"];

    /// <summary>The table of the given version. Errors: no library, none that loads, or one that is too old.</summary>
    public static void** Load(int version)
    {
        Telemetry.Refuse();
        var (library, path) = Open(Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);
        if (!NativeLibrary.TryGetExport(library, "OrtGetApiBase", out var export))
            throw new RuntimeException($"{path} is not an ONNX Runtime library: set {Variable} to the path of one, version 1.{version} or newer.");

        var apiBase = ((delegate* unmanaged<void**>)export)();
        var name = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)apiBase[1])()) ?? "";

        // Asking an old library for a newer table makes it print to the terminal, so its version is read first.
        var table = IsAtLeast(name, version) ? ((delegate* unmanaged<uint, void**>)apiBase[0])((uint)version) : null;
        if (table is null)
            throw new RuntimeException($"The ONNX Runtime at {path} is version {name}, too old: set {Variable} to the path of version 1.{version} or newer.");
        return table;
    }

    /// <summary>Opens the first library that there is, in the order that the documentation promises.</summary>
    internal static (nint Library, string Path) Open(string? named, string folder)
    {
        if (!string.IsNullOrWhiteSpace(named))
        {
            if (!File.Exists(named))
                throw new RuntimeException($"{Variable} names {named}, which does not exist: set it to the path of an ONNX Runtime library, or unset it.");
            return (OpenFile(named), named);
        }

        var places = Places(folder);
        foreach (var place in places)
        {
            if (File.Exists(place)) return (OpenFile(place), place);
        }

        foreach (var name in FileNames)
        {
            if (NativeLibrary.TryLoad(name, out var library)) return (library, name);
        }

        throw new RuntimeException(
            $"ONNX Runtime's native library was not found: build Rhumb again with npm installed, or set {Variable} to the path of version " +
            $"1.{OrtApi.Version} or newer. Looked at {string.Join(", ", places)} and the system's libraries.");
    }

    private static string[] Places(string folder)
    {
        var staged = Path.Combine(folder, "runtimes", PortableIdentifier(), "native");
        return [.. FileNames.Select(name => Path.Combine(folder, name)), .. FileNames.Select(name => Path.Combine(staged, name))];
    }

    // RuntimeInformation.RuntimeIdentifier may name the distribution (debian.12-x64); the build stages under the portable name.
    private static string PortableIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }

    private static nint OpenFile(string path)
    {
        try
        {
            return NativeLibrary.Load(Path.GetFullPath(path));
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new RuntimeException(
                $"The ONNX Runtime library {path} does not load on this machine ({exception.Message.Split((char)10)[0].Trim()}): set {Variable} to the path of one that does.",
                exception);
        }
    }

    private static bool IsAtLeast(string name, int version)
        => System.Version.TryParse(name.Split('-', '+')[0], out var found) && (found.Major > 1 || found.Minor >= version);
}
