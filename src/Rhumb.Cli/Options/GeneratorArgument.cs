using System.CommandLine;

namespace Rhumb.Cli.Options;

/// <summary>GENERATOR, as every verb understands it.</summary>
internal sealed class GeneratorArgument : Argument<string>
{
    public GeneratorArgument() : base("GENERATOR") =>
        Description = "A shipped name (see 'rhumb models'), a generator.json, its folder, or an ONNX file beside one.";
}
