using System.Runtime.InteropServices;
using System.Text;

namespace Rhumb.Runtime.Native;

/// <summary>Text as the engine wants it: zero-ended UTF-8, paths on Windows UTF-16.</summary>
internal static unsafe class NativeText
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text + '\0');

    public static byte[] Path(string path) => OperatingSystem.IsWindows() ? Encoding.Unicode.GetBytes(path + '\0') : Utf8(path);

    /// <summary>The specs' names outside the heap, to be freed with <see cref="NativeMemory.Free"/>.</summary>
    public static byte*[] Allocate(TensorSpec[] specs)
    {
        var names = new byte*[specs.Length];
        for (var i = 0; i < specs.Length; i++)
        {
            var bytes = Utf8(specs[i].Name);
            names[i] = (byte*)NativeMemory.Alloc((nuint)bytes.Length);
            bytes.CopyTo(new Span<byte>(names[i], bytes.Length));
        }

        return names;
    }

    /// <summary>Reads a text of the engine's and frees it.</summary>
    public static string Take(OrtApi api, nint allocator, byte* text)
    {
        var read = Marshal.PtrToStringUTF8((nint)text) ?? "";
        api.Check(api.AllocatorFree(allocator, text));
        return read;
    }
}
