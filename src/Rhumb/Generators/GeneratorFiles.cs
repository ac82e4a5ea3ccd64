using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>The ONNX files of a generator.</summary>
/// <param name="Decoder">The generator proper: code → output.</param>
/// <param name="Prior">Prior network: latent → code, walked by default where there is one.</param>
/// <param name="Encoder">Output → code, used to start an inversion.</param>
/// <param name="Classifier">Output → class logits and features: a judge of outputs, trained beside the generator.</param>
public sealed record GeneratorFiles(GeneratorFile Decoder, GeneratorFile? Prior = null, GeneratorFile? Encoder = null, GeneratorFile? Classifier = null)
{
    /// <summary>Those that there are.</summary>
    [JsonIgnore]
    public IEnumerable<GeneratorFile> All => new[] { Decoder, Prior, Encoder, Classifier }.OfType<GeneratorFile>();
}
