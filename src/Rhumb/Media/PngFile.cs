using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Rhumb.Pixels;

namespace Rhumb.Media;

/// <summary>PNG, 8 bits a channel; the recipe is an iTXt chunk, the credit the standard Copyright text.</summary>
public static class PngFile
{
    private const string RecipeKeyword = "rhumb-recipe";

    /// <summary>Writes <paramref name="image"/> to <paramref name="path"/>.</summary>
    /// <exception cref="RhumbException">The file cannot be written.</exception>
    public static void Write(string path, RgbaImage image, Recipe? recipe = null) => AtomicFile.Write(path, Encode(image, recipe));

    /// <summary>The bytes of a PNG of <paramref name="image"/>; without alpha where every pixel is opaque.</summary>
    public static byte[] Encode(RgbaImage image, Recipe? recipe = null) => PngWriter.Encode(image, recipe is null ? [] :
    [
        ("iTXt", Text("Software", "Rhumb", compress: false)),
        ("iTXt", Text("Copyright", recipe.Credit, compress: false)),
        ("iTXt", Text(RecipeKeyword, recipe.ToJson(), compress: true)),
    ]);

    /// <summary>The JSON of the recipe inside; null where there is none that can be read.</summary>
    internal static string? FindRecipe(ReadOnlySpan<byte> file)
    {
        for (var at = PngWriter.Signature.Length; at + 12 <= file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file[at..]);
            if (length < 0 || length > file.Length - at - 12)
                return null;
            var data = file.Slice(at + 8, length);
            if (file.Slice(at + 4, 4).SequenceEqual("iTXt"u8) && data.StartsWith(Encoding.ASCII.GetBytes(RecipeKeyword + "\0\u0001\0\0\0")))
                return CompressedText.Decode(data[(RecipeKeyword.Length + 5)..].ToArray());
            at += 12 + length;
        }
        return null;
    }

    private static byte[] Text(string keyword, string text, bool compress)
    {
        // Keyword, compression flag and method, empty language and translated keyword.
        return [.. Encoding.ASCII.GetBytes(keyword), 0, (byte)(compress ? 1 : 0), 0, 0, 0, .. compress ? CompressedText.Encode(text, CompressionLevel.Optimal) : Encoding.UTF8.GetBytes(text)];
    }
}
