using Rhumb.Runtime;
using Rhumb.Runtime.Native;

namespace Rhumb.Tests.Runtime.Native;

public sealed class OrtEnvironmentTests
{
    [Theory, InlineData(null), InlineData(""), InlineData("  ")]
    public void Without_a_number_every_processor_is_used(string? text) => Assert.Equal(Environment.ProcessorCount, OrtEnvironment.DefaultThreads(text));

    [Fact]
    public void A_number_is_taken() => Assert.Equal(3, OrtEnvironment.DefaultThreads("3"));

    [Theory, InlineData("0"), InlineData("-1"), InlineData("two"), InlineData("99999")]
    public void Anything_else_is_refused(string text)
        => Assert.Contains(text, Assert.Throws<RuntimeException>(() => OrtEnvironment.DefaultThreads(text)).Message, StringComparison.Ordinal);
}
