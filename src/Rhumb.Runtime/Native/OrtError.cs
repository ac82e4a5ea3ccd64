using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Rhumb.Runtime.Native;

/// <summary>What the engine says went wrong. The codes are those of <c>OrtErrorCode</c>.</summary>
internal readonly partial record struct OrtError(int Code, string Message)
{
    /// <summary>Reads a status and frees it.</summary>
    public static unsafe OrtError Take(OrtApi api, nint status)
    {
        var code = api.GetErrorCode(status);
        var text = Marshal.PtrToStringUTF8((nint)api.GetErrorMessage(status)) ?? "no reason given";
        api.ReleaseStatus(status);
        return new OrtError(code, Clean(text));
    }

    public RuntimeException ToException() => new($"ONNX Runtime reports: {Message}.");

    /// <summary>The message on one line, without the engine's own source lines, function signatures and code names, which say nothing to a user.</summary>
    internal static string Clean(string text)
    {
        var line = WhiteSpace().Replace(text, " ");
        line = FailedNode().Replace(line, "node \"$2\" ($1): ");
        line = SourceLine().Replace(line, "");
        line = CodeName().Replace(line, "");
        return line.Trim().TrimEnd('.');
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"^Non-zero status code returned while running (\S+) node\. Name:'([^']*)' Status Message: ")]
    private static partial Regex FailedNode();

    // file.cc:83 Function, or /path/file.cc:83 type Class::Function(arguments)
    [GeneratedRegex(@"(?:/\S+\.(?:cc|h|cpp):\d+ [^)]*?\)(?: const)? |\b\w+\.(?:cc|h|cpp):\d+ \S+ )")]
    private static partial Regex SourceLine();

    [GeneratedRegex(@"\[ONNXRuntimeError\] : \d+ : \w+ : ")]
    private static partial Regex CodeName();
}
