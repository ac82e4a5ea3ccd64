using Rhumb.Runtime.Native;

namespace Rhumb.Tests.Runtime.Native;

public sealed class OrtErrorTests
{
    [Theory]
    [InlineData(
        "Non-zero status code returned while running Add node. Name:'y' Status Message: /src/core/framework/op_kernel.cc:83 virtual OrtValue* onnxruntime::OpKernelContext::OutputMLValue(int, const onnxruntime::TensorShape&) [ONNXRuntimeError] : 2 : INVALID_ARGUMENT : The output does not fit.",
        "node \"y\" (Add): The output does not fit")]
    [InlineData(
        "Non-zero status code returned while running MatMul node. Name:'m' Status Message: matmul_helper.h:59 Compute MatMul dimension mismatch",
        "node \"m\" (MatMul): MatMul dimension mismatch")]
    [InlineData("graph.cc:4284 ReplaceInitializedTensorImpl Replacement tensor's\n dimensions do not match.\n", "Replacement tensor's dimensions do not match")]
    public void Messages_lose_the_engines_own_source_lines(string text, string clean) => Assert.Equal(clean, OrtError.Clean(text));
}
