namespace Rhumb.Generators;

/// <summary>What a manifest must fulfil beyond its JSON schema.</summary>
internal static class ManifestRules
{
    /// <summary>The files that <paramref name="manifest"/> names.</summary>
    public static IEnumerable<GeneratorFile> Files(GeneratorManifest manifest) =>
        new[] { manifest.Files.Decoder, manifest.Files.Prior, manifest.Files.Encoder }.OfType<GeneratorFile>();

    /// <summary>Throws a <see cref="RhumbException"/> for the first rule that <paramref name="manifest"/> breaks.</summary>
    public static void Check(GeneratorManifest manifest, string file)
    {
        Require(manifest.Schema == GeneratorManifest.CurrentSchema,
            $"its schema is {manifest.Schema}, this Rhumb reads {GeneratorManifest.CurrentSchema}: use a Rhumb that fits");
        Require(!string.IsNullOrWhiteSpace(manifest.Name), "'name' is empty: give the generator a short name");
        Require(Enum.IsDefined(manifest.Kind), $"'kind' is unknown: use {string.Join(", ", Enum.GetNames<GeneratorKind>().Select(name => $"\"{name.ToLowerInvariant()}\""))}");
        Require(manifest.Latent.Count > 0, "'latent' is empty: name at least one latent block");
        foreach (var block in manifest.Latent.Append(manifest.Code).OfType<LatentBlock>())
            CheckBlock(block);
        Require(manifest.Latent.Select(block => block.Name).Distinct(StringComparer.Ordinal).Count() == manifest.Latent.Count, "two latent blocks have one name: name each after its graph input");
        Require(manifest.Files.Prior is null || manifest.Code is not null, "it has a prior network but no 'code': describe the decoder's own latent block there");
        Require(manifest.Files.Prior is not null || manifest.Code is null, "it has a 'code' but no prior network: describe the decoder's latent under 'latent' and drop 'code'");
        foreach (var named in Files(manifest))
            CheckFile(named);
        if (manifest.Kind == GeneratorKind.Shape)
        {
            Require(manifest.Shape is not null, "a shape generator needs 'shape' with bounds, iso level, scale and up axis: add it");
            Require(float.IsFinite(manifest.Shape!.Low) && float.IsFinite(manifest.Shape.High) && manifest.Shape.Low < manifest.Shape.High, "'shape' has low ≥ high: the cube runs from low to high, usually -0.5 to 0.5");
            Require(float.IsFinite(manifest.Shape.IsoLevel), "'shape.isoLevel' is not a finite number: logits use 0");
            Require(manifest.Shape.Scale is > 0 and < 1e6f, $"'shape.scale' is {manifest.Shape.Scale}: give the length of one unit in metres, a positive number");
        }
        Require(!string.IsNullOrWhiteSpace(manifest.Licence), "'licence' is empty: state the licence of the weights (an SPDX identifier)");

        void CheckBlock(LatentBlock block)
        {
            Require(!string.IsNullOrWhiteSpace(block.Name), "a latent block has no name: use the name of its graph input");
            Require(block.Shape.Count > 0 && block.Shape.All(length => length is > 0 and <= 1 << 20), $"latent block '{block.Name}' has the shape [{string.Join(", ", block.Shape)}]: give positive lengths without the batch axis");
            var sensible = block.Prior switch
            {
                NormalPrior normal => normal.StandardDeviation is > 0 and < double.PositiveInfinity,
                UniformPrior uniform => uniform.Low < uniform.High && double.IsFinite(uniform.High - uniform.Low),
                SphericalPrior sphere => sphere.Radius is > 0 and < double.PositiveInfinity,
                _ => false,
            };
            Require(sensible, $"the prior of latent block '{block.Name}' is empty: its standard deviation or radius must be positive, its low below its high");
        }

        void CheckFile(GeneratorFile named)
        {
            Require(!string.IsNullOrWhiteSpace(named.Path) && !Path.IsPathRooted(named.Path) && !named.Path.Split('/', '\\').Contains("..", StringComparer.Ordinal),
                $"the file path '{named.Path}' leaves the manifest's folder: use a relative path inside it");
            Require(named.Sha256 is null || (named.Sha256.Length == 64 && named.Sha256.All(char.IsAsciiHexDigit)), $"the SHA-256 of '{named.Path}' is not 64 hexadecimal digits: write the output of sha256sum");
        }

        void Require(bool holds, string sentence)
        {
            if (!holds)
                throw new RhumbException($"'{file}' is not a valid manifest: {sentence}.");
        }
    }
}
