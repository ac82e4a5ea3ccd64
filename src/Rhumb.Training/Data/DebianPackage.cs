namespace Rhumb.Training.Data;

/// <summary>One pinned Debian package of data.</summary>
/// <param name="Name">Package name.</param>
/// <param name="Version">Exact version; another version is refused.</param>
/// <param name="Sha256">SHA-256 of the .deb file, 64 lower-case hexadecimal digits.</param>
/// <param name="Bytes">Size of the .deb file.</param>
/// <param name="Substitute">What to do without it: the end of a sentence about an error.</param>
public sealed record DebianPackage(string Name, string Version, string Sha256, long Bytes, string Substitute = "give a folder of OBJ files with --data DIR")
{
    /// <summary>The furniture of Sweet Home 3D: five libraries of OBJ models, among them 96 seats.</summary>
    public static DebianPackage Furniture { get; } = new(
        "sweethome3d-furniture", "1.8-1", "3ccb90c63f9525e887a767b9cd5c8b6933b8b6b2973a615a5359ee68a2118668", 119_782_356);

    /// <summary>Fashion-MNIST: 70,000 photos of clothing.</summary>
    public static DebianPackage FashionImages { get; } = new(
        "dataset-fashion-mnist", "0.0~git20200523.55506a9-1", "39e172fe32dd318ebb3e512220c3beea2fa47d7e20bab348fb4e0922d6beefc0", 30_900_652,
        "give the folder of its four files with --data DIR");

    /// <summary>FluidR3 GM: sampled instruments, a General MIDI sound font.</summary>
    public static DebianPackage SoundFont { get; } = new(
        "fluid-soundfont-gm", "3.1-5.3", "6f531493ac4e4d9772fd96b2488ea1790af81c196135fbdd25997da0781fc60e", 119_610_208, NoteSounds.Substitute);

    /// <summary>Name of the folder it is unpacked to.</summary>
    public string FolderName => $"{Name}_{Version.Replace(':', '~')}";

    /// <summary>What progress lines and errors call it.</summary>
    public override string ToString() => $"{Name} {Version} ({Bytes / 1_000_000d:0} MB)";
}
