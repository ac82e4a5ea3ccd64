using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace Rhumb.Generators;

/// <summary>The content of <c>generator.json</c>: what Rhumb must know about a generator beside its ONNX files. See docs/generator-manifest.md.</summary>
public sealed record GeneratorManifest
{
    /// <summary>The schema that this version of Rhumb reads and writes.</summary>
    public const int CurrentSchema = 1;

    /// <summary>Version of the manifest's schema.</summary>
    [JsonPropertyOrder(-1)]
    public int Schema { get; init; } = CurrentSchema;

    /// <summary>Short name, the one typed on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>What the generator makes.</summary>
    public required GeneratorKind Kind { get; init; }

    /// <summary>The latent blocks that are walked: inputs of the prior network where there is one, of the decoder otherwise.</summary>
    public required IReadOnlyList<LatentBlock> Latent { get; init; }

    /// <summary>With a prior network, the decoder's own latent block (what the prior returns), which <c>--space code</c> walks; null without.</summary>
    public LatentBlock? Code { get; init; }

    /// <summary>The ONNX files.</summary>
    public required GeneratorFiles Files { get; init; }

    /// <summary>How to read the field; required where <see cref="Kind"/> is shape.</summary>
    public ShapeLayout? Shape { get; init; }

    /// <summary>How to read the image; required where <see cref="Kind"/> is image.</summary>
    public ImageLayout? Image { get; init; }

    /// <summary>How to read the sound; required where <see cref="Kind"/> is sound.</summary>
    public SoundLayout? Sound { get; init; }

    /// <summary>What is chosen besides the latent: further inputs of the networks, named after them.</summary>
    public IReadOnlyList<Condition> Conditions { get; init; } = [];

    /// <summary>SPDX identifier of the licence of the weights and of what they make.</summary>
    public required string Licence { get; init; }

    /// <summary>Everyone to be credited; exports carry them.</summary>
    public IReadOnlyList<Credit> Credits { get; init; } = [];

    /// <summary>The command that trained the generator, with its seed; null where unknown.</summary>
    public string? TrainedBy { get; init; }

    /// <summary>The walked space.</summary>
    [JsonIgnore]
    public LatentSpace LatentSpace => new(Latent) { Conditions = Conditions };

    /// <summary>One line that names every party once, for the copyright field of exports.</summary>
    [JsonIgnore]
    public string CreditLine => Credits.Count == 0
        ? $"{Name}, {Licence}"
        : $"{Name}, {Licence}; after works by " + string.Join(", ", Credits.GroupBy(credit => (credit.Author, credit.Licence)).Select(group => $"{group.Key.Author} ({group.Key.Licence})"));

    /// <summary>Identity of the model in recipes: SHA-256 over the hashes of decoder and prior, 64 hexadecimal digits; null where a file has no hash.</summary>
    [JsonIgnore]
    public string? ModelHash
    {
        get
        {
            if (Files.Decoder.Sha256 is not { } decoder || Files.Prior is { Sha256: null })
                return null;
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(decoder.ToLowerInvariant() + Files.Prior?.Sha256?.ToLowerInvariant())));
        }
    }
}
