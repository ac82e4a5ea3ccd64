using Microsoft.Playwright;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>Watches the frames that a page receives.</summary>
internal sealed class FrameWatch
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _shapes = new(StringComparer.Ordinal);
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public FrameWatch(IPage page) => page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
    {
        // Frames of what the person looks at, without the header that counts them.
        if (frame.Binary is { Length: > 48 } content && content[12] == 0) Add(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(content.AsSpan(16))));
    };

    /// <summary>Number of different outputs so far.</summary>
    public int Shapes
    {
        get
        {
            lock (_gate) return _shapes.Count;
        }
    }

    /// <summary>The next frame to arrive.</summary>
    public Task Next
    {
        get
        {
            lock (_gate) return _next.Task;
        }
    }

    private void Add(string shape)
    {
        lock (_gate)
        {
            _shapes.Add(shape);
            _next.SetResult();
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }
}
