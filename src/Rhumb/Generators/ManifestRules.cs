namespace Rhumb.Generators;

/// <summary>What a manifest must fulfil beyond its JSON schema.</summary>
internal static class ManifestRules
{
    /// <summary>Most coordinates of a latent block: far more than any network has, and few enough to be counted and held.</summary>
    private const long MostCoordinates = 1 << 24;

    /// <summary>Throws a <see cref="RhumbException"/> for the first rule that <paramref name="manifest"/> breaks.</summary>
    public static void Check(GeneratorManifest manifest, string file)
    {
        Require(manifest.Schema == GeneratorManifest.CurrentSchema,
            $"its schema is {manifest.Schema}, this Rhumb reads {GeneratorManifest.CurrentSchema}: use a Rhumb that fits");
        Require(!string.IsNullOrWhiteSpace(manifest.Name), "'name' is empty: give the generator a short name");
        Require(Enum.IsDefined(manifest.Kind), $"'kind' is unknown: use {string.Join(", ", Enum.GetNames<GeneratorKind>().Select(name => $"\"{name.ToLowerInvariant()}\""))}");
        // Readers of JSON check properties for null, not what is in lists.
        Require(!manifest.Latent.Contains(null!), "'latent' holds null: describe each latent block, or leave it out");
        Require(!manifest.Conditions.Contains(null!), "'conditions' holds null: describe each condition, or leave it out");
        Require(!manifest.Credits.Contains(null!), "'credits' holds null: name each party, or leave it out");
        Require(manifest.Latent.Count > 0, "'latent' is empty: name at least one latent block");
        foreach (var block in manifest.Latent.Append(manifest.Code).OfType<LatentBlock>())
            CheckBlock(block);
        Require(manifest.Latent.Select(block => block.Name).Distinct(StringComparer.Ordinal).Count() == manifest.Latent.Count, "two latent blocks have one name: name each after its graph input");
        Require(manifest.Files.Prior is null || manifest.Code is not null, "it has a prior network but no 'code': describe the decoder's own latent block there");
        Require(manifest.Files.Prior is not null || manifest.Code is null, "it has a 'code' but no prior network: describe the decoder's latent under 'latent' and drop 'code'");
        foreach (var named in manifest.Files.All)
            CheckFile(named);
        Require((manifest.Shape is null) == (manifest.Kind != GeneratorKind.Shape),
            manifest.Shape is null ? "a shape generator needs 'shape' with bounds, iso level, scale and up axis: add it" : "it has a 'shape' but makes none: drop it, or correct 'kind'");
        Require((manifest.Image is null) == (manifest.Kind != GeneratorKind.Image),
            manifest.Image is null ? "an image generator needs 'image' with height, width, channels, axes and range: add it" : "it has an 'image' but makes none: drop it, or correct 'kind'");
        Require((manifest.Sound is null) == (manifest.Kind != GeneratorKind.Sound),
            manifest.Sound is null ? "a sound generator needs 'sound' with sampleRate and samples: add it" : "it has a 'sound' but makes none: drop it, or correct 'kind'");
        if (manifest.Shape is { } shape)
            CheckShape(shape);
        if (manifest.Image is { } image)
            CheckImage(image, "image");
        if (manifest.Sound is { } sound)
            SoundRules.Check(sound, Require);
        foreach (var condition in manifest.Conditions)
            CheckCondition(condition);
        Require(manifest.Conditions.Select(condition => condition.Name).Concat(manifest.Latent.Select(block => block.Name)).Distinct(StringComparer.Ordinal).Count() == manifest.Conditions.Count + manifest.Latent.Count,
            "two inputs have one name: name each condition after its own graph input");
        Require(manifest.Kind != GeneratorKind.Shape || manifest.Conditions.Count == 0, "shapes are made from a latent alone, but it has 'conditions': drop them, or export the decoder with them fixed");
        Require(!string.IsNullOrWhiteSpace(manifest.Licence), "'licence' is empty: state the licence of the weights (an SPDX identifier)");

        void CheckShape(ShapeLayout layout)
        {
            Require(float.IsFinite(layout.Low) && float.IsFinite(layout.High) && layout.Low < layout.High, "'shape' has low ≥ high: the cube runs from low to high, usually -0.5 to 0.5");
            Require(float.IsFinite(layout.IsoLevel), "'shape.isoLevel' is not a finite number: logits use 0");
            Require(layout.Scale is > 0 and < 1e6f, $"'shape.scale' is {layout.Scale}: give the length of one unit in metres, a positive number");
        }

        void CheckImage(ImageLayout layout, string where)
        {
            Require(layout.Height is > 0 and <= 1 << 14 && layout.Width is > 0 and <= 1 << 14, $"'{where}' is {layout.Width} × {layout.Height}: give width and height in pixels");
            Require(layout.Channels is 1 or 3, $"'{where}.channels' is {layout.Channels}: grey images have 1, colour images 3");
            Require(Enum.IsDefined(layout.Axes), $"'{where}.axes' is unknown: use \"nchw\" or \"nhwc\"");
            Require(float.IsFinite(layout.Low) && float.IsFinite(layout.High) && layout.Low < layout.High, $"'{where}' has low ≥ high: black is low and white is high, usually -1 and 1, 0 and 1, or 0 and 255");
        }

        void CheckCondition(Condition condition)
        {
            Require(!string.IsNullOrWhiteSpace(condition.Name), "a condition has no name: use the name of its graph input");
            switch (condition)
            {
                case LabelCondition label:
                    Require(label.Classes.Count > 0 && !label.Classes.Any(string.IsNullOrWhiteSpace) && label.Classes.Distinct(StringComparer.OrdinalIgnoreCase).Count() == label.Classes.Count,
                        $"the classes of '{label.Name}' are no list of different names: name each class of the network, in its order");
                    Require(Enum.IsDefined(label.Encoding), $"'encoding' of '{label.Name}' is unknown: use \"oneHot\" or \"index\"");
                    break;
                case NumberCondition number:
                    Require(number.Low < number.High && double.IsFinite(number.High - number.Low), $"'{number.Name}' has low ≥ high: it is chosen from low to high");
                    Require(number.Count is > 0 and <= 1 << 10, $"'count' of '{number.Name}' is {number.Count}: give the length of its graph input without the batch axis");
                    break;
                case ImageCondition image:
                    CheckImage(image.Picture, $"conditions['{image.Name}'].picture");
                    break;
            }
        }

        void CheckBlock(LatentBlock block)
        {
            Require(!string.IsNullOrWhiteSpace(block.Name), "a latent block has no name: use the name of its graph input");
            Require(block.Shape.Count > 0 && block.Shape.All(length => length is > 0 and <= 1 << 20), $"latent block '{block.Name}' has the shape [{string.Join(", ", block.Shape)}]: give positive lengths without the batch axis");
            Require(block.Shape.Aggregate(1L, (product, length) => Math.Min(MostCoordinates + 1, product * length)) <= MostCoordinates,
                $"latent block '{block.Name}' has the shape [{string.Join(", ", block.Shape)}]: give one of at most {MostCoordinates:N0} coordinates");
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
