using System.Runtime.InteropServices;

namespace Rhumb.Runtime.Native;

/// <summary>What the engine says went wrong. The codes are those of <c>OrtErrorCode</c>.</summary>
internal readonly record struct OrtError(int Code, string Message)
{
    /// <summary>Reads a status and frees it.</summary>
    public static unsafe OrtError Take(OrtApi api, nint status)
    {
        var code = api.GetErrorCode(status);
        var text = Marshal.PtrToStringUTF8((nint)api.GetErrorMessage(status)) ?? "no reason given";
        api.ReleaseStatus(status);

        // The engine's messages run over several lines and begin with its own source file; the first is for a log, the second for nobody.
        return new OrtError(code, string.Join(' ', text.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.'));
    }

    public RuntimeException ToException() => new($"ONNX Runtime reports: {Message}.");
}
