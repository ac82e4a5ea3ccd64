namespace Rhumb.Training.Data;

/// <summary>Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): photos of clothing, 60,000 to train on and 10,000 held out.</summary>
public static class FashionImages
{
    /// <summary>Names of the classes, by label.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["t-shirt", "trousers", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "boot"];

    /// <summary>Rows and columns of a photo.</summary>
    public const int Size = 28;

    /// <summary>Where the package keeps the files.</summary>
    public const string PackageFolder = "usr/share/datasets/fashion-mnist";

    /// <summary>The training and the held-out images in <paramref name="folder"/>.</summary>
    /// <exception cref="RhumbException">A file is missing or damaged, or its photos are of another size.</exception>
    public static (ImageDataSet Training, ImageDataSet HeldOut) Read(string folder) => (Read(folder, "train"), Read(folder, "t10k"));

    private static ImageDataSet Read(string folder, string part)
    {
        var (imageFile, labelFile) = (Find(folder, $"{part}-images-idx3-ubyte"), Find(folder, $"{part}-labels-idx1-ubyte"));
        var (images, labels) = (IdxFile.Read(imageFile, 3), IdxFile.Read(labelFile, 1));
        if (images.Shape[0] != labels.Shape[0])
            throw new RhumbException($"'{imageFile}' holds {images.Shape[0]} images, but '{labelFile}' {labels.Shape[0]} labels; fetch both again.");
        if (labels.Values.FirstOrDefault(label => label >= Classes.Count) is > 0 and var wrong)
            throw new RhumbException($"'{labelFile}' holds the label {wrong}, and there are {Classes.Count} classes; fetch it again.");
        if (images.Shape[1] != Size || images.Shape[2] != Size)
            throw new RhumbException($"'{imageFile}' holds photos of {images.Shape[2]} × {images.Shape[1]}, and the networks are made for {Size} × {Size}; bring them to that size, or leave --data out.");
        return new ImageDataSet(images.Shape[1], images.Shape[2], images.Values, labels.Values, Classes);
    }

    private static string Find(string folder, string name) => new[] { name + ".gz", name }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? throw new RhumbException($"There is no '{name}.gz' in '{folder}'; give the folder of the four files of Fashion-MNIST with --data DIR.");
}
