namespace Rhumb.Training.Data;

/// <summary>What compressed data can hold at most, so that nothing is set aside for what a damaged header says.</summary>
internal static class Deflated
{
    /// <summary>Deflate says at most 258 bytes with two bits (RFC 1951), and zlib and gzip add to that.</summary>
    private const long MostExpansion = 1032;

    /// <summary>Most bytes that <paramref name="compressed"/> bytes of zlib or gzip expand to.</summary>
    public static long Most(long compressed) => MostExpansion * compressed;
}
