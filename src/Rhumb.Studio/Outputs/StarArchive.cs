using System.Globalization;
using System.IO.Compression;
using System.Text;
using Rhumb.Media;
using Rhumb.Pixels;

namespace Rhumb.Studio.Outputs;

/// <summary>Several results in one ZIP archive: 01.png, 02.png, …, a sheet of all, and whom to credit.</summary>
/// <param name="credit">One line that names every party; empty for none.</param>
internal sealed class StarArchive(string credit)
{
    private readonly List<(byte[] File, string Extension)> _files = [];
    private readonly List<RgbaImage> _tiles = [];

    /// <summary>Adds a result.</summary>
    public void Add(byte[] file, string extension, RgbaImage picture)
    {
        _files.Add((file, extension));
        _tiles.Add(picture);
    }

    /// <summary>The archive's bytes.</summary>
    public byte[] Finish()
    {
        using var content = new MemoryStream();
        using (var zip = new ZipArchive(content, ZipArchiveMode.Create, leaveOpen: true))
        {
            for (var i = 0; i < _files.Count; i++)
                Write(zip, $"{Number(i)}.{_files[i].Extension}", _files[i].File, compressed: _files[i].Extension != "png");
            Write(zip, "sheet.png", PngFile.Encode(ContactSheet.Compose(_tiles, ContactSheet.SquareColumns(_tiles.Count), [.. _tiles.Select((_, i) => Number(i))])), compressed: false);
            if (credit.Length > 0)
                Write(zip, "credit.txt", Encoding.UTF8.GetBytes(credit + "\n"), compressed: true);
        }
        return content.ToArray();
    }

    private static string Number(int index) => (index + 1).ToString("00", CultureInfo.InvariantCulture);

    private static void Write(ZipArchive zip, string name, byte[] content, bool compressed)
    {
        using var entry = zip.CreateEntry(name, compressed ? CompressionLevel.Fastest : CompressionLevel.NoCompression).Open();
        entry.Write(content);
    }
}
