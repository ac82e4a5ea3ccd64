using System.Security.Cryptography;

namespace Rhumb.Studio.Walks;

/// <summary>Where random starts come from.</summary>
internal static class Starts
{
    /// <summary>A seed that nobody has chosen. It is small enough to be typed, and journalled through the point that it leads to.</summary>
    public static long AnySeed() => RandomNumberGenerator.GetInt32(int.MaxValue);
}
