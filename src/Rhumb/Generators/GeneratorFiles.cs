namespace Rhumb.Generators;

/// <summary>The ONNX files of a generator.</summary>
/// <param name="Decoder">The generator proper: code → output.</param>
/// <param name="Prior">Prior network: latent → code, walked by default where there is one.</param>
/// <param name="Encoder">Output → code, used to start an inversion.</param>
public sealed record GeneratorFiles(GeneratorFile Decoder, GeneratorFile? Prior = null, GeneratorFile? Encoder = null);
