using System.CommandLine;

namespace Rhumb.Cli.Verbs;

/// <summary><c>rhumb onnx</c>: derivatives of ONNX files, as ONNX files.</summary>
internal static class OnnxVerb
{
    public static Command Create() =>
        new Verb("onnx", "Turns an ONNX graph into the ONNX graph of its derivative.", "rhumb onnx jvp model.onnx --wrt z --of x --output jvp.onnx")
        {
            OnnxDerivativeVerb.Jvp(),
            OnnxDerivativeVerb.Vjp(),
            OnnxDerivativeVerb.Hvp(),
            OnnxCheckVerb.Create(),
        };
}
