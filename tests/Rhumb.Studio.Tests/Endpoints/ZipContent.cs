using System.IO.Compression;

namespace Rhumb.Studio.Tests.Endpoints;

/// <summary>What is in an exported archive.</summary>
internal static class ZipContent
{
    /// <summary>The content of the entry <paramref name="name"/>.</summary>
    public static byte[] Bytes(this ZipArchive zip, string name)
    {
        using var entry = zip.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        entry.CopyTo(content);
        return content.ToArray();
    }
}
