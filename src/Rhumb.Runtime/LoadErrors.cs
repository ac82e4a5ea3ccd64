using Rhumb.Runtime.Native;

namespace Rhumb.Runtime;

/// <summary>Words for why a model did not load.</summary>
internal static class LoadErrors
{
    private const int NotImplemented = 9;
    private const int InvalidProtobuf = 7;

    public static RuntimeException Describe(string subject, OrtError error) => new(error.Code switch
    {
        InvalidProtobuf => $"{subject} is not a whole ONNX file: fetch or export it again.",
        NotImplemented => $"{subject} needs what this ONNX Runtime library lacks ({error.Message}): export it with standard operators.",
        _ => $"{subject} cannot be loaded: {error.Message}.",
    });
}
