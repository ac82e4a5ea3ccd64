using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>Watches the mesh frames that a page receives.</summary>
internal sealed class FrameWatch
{
    private readonly ConcurrentQueue<byte[]> _frames = new();

    public FrameWatch(IPage page) => page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
    {
        // Frames of what the person looks at, without the header that counts them.
        if (frame.Binary is { Length: > 48 } content && content[12] == 0) _frames.Enqueue(content);
    };

    /// <summary>Number of different shapes so far.</summary>
    public int Shapes => _frames.Select(frame => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(frame.AsSpan(16)))).Distinct().Count();
}
