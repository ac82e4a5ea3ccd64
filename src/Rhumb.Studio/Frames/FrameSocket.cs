using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;
using Rhumb.Generators;
using Rhumb.Studio.Endpoints;
using Rhumb.Studio.Outputs;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Frames;

/// <summary>One page's connection: reads requests, computes the newest, answers; tells when the session has changed.</summary>
internal sealed class FrameSocket(WebSocket socket, Walk walk, bool chinese)
{
    private readonly Channel<object> _out = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Channel<FrameRequest> _pictures = Channel.CreateUnbounded<FrameRequest>();
    private readonly SemaphoreSlim _wanted = new(0);
    private readonly Lock _gate = new();
    private FrameRequest? _newest;
    private CancellationTokenSource? _computing;

    /// <summary>Serves the page until it leaves.</summary>
    public async Task RunAsync(CancellationToken aborted)
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        using var ear = walk.Listen(() => _out.Writer.TryWrite(new { type = "changed", revision = walk.State.Session.Length }));
        var serving = Task.WhenAll(SendAsync(leaving.Token), ComputeAsync(leaving.Token));
        try
        {
            await ReceiveAsync(leaving.Token);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The page is gone, or the studio closes.
        }
        await leaving.CancelAsync();
        try
        {
            await serving;
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException)
        {
            // The same, seen from the other side.
        }
    }

    private async Task ReceiveAsync(CancellationToken cancellation)
    {
        var buffer = new byte[1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await socket.ReceiveAsync(buffer.AsMemory(length), cancellation);
                length += received.Count;
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellation);
                    return;
                }
                if (!received.EndOfMessage && length == buffer.Length)
                {
                    await socket.CloseAsync(WebSocketCloseStatus.MessageTooBig, "A request is at most 1024 bytes.", cancellation);
                    return;
                }
            }
            while (!received.EndOfMessage);
            if (FrameRequest.Read(buffer.AsSpan(0, length)) is not { } request)
            {
                await socket.CloseAsync(WebSocketCloseStatus.InvalidPayloadData, "Not a frame request; see docs/frames.md.", cancellation);
                return;
            }
            Take(request);
        }
    }

    /// <summary>Newest wins: what the person no longer looks at is given up, also in the middle.</summary>
    private void Take(FrameRequest request)
    {
        if (request.Channel == FrameChannel.Picture) _pictures.Writer.TryWrite(request);
        else
            lock (_gate)
            {
                _newest = request;
                _computing?.Cancel();
            }
        _wanted.Release();
    }

    private async Task ComputeAsync(CancellationToken leaving)
    {
        while (true)
        {
            await _wanted.WaitAsync(leaving);
            FrameRequest? request;
            CancellationTokenSource? superseded = null;
            lock (_gate)
            {
                (request, _newest) = (_newest, null);
                if (request is not null) superseded = _computing = CancellationTokenSource.CreateLinkedTokenSource(leaving);
            }
            if (request is null && !_pictures.Reader.TryRead(out request)) continue;
            try
            {
                await _out.Writer.WriteAsync(await AnswerAsync(request, superseded?.Token ?? leaving), leaving);
            }
            catch (OperationCanceledException) when (!leaving.IsCancellationRequested)
            {
                // A newer request is waiting.
            }
            finally
            {
                lock (_gate) _computing = null;
                superseded?.Dispose();
            }
        }
    }

    private async Task<object> AnswerAsync(FrameRequest request, CancellationToken cancellation)
    {
        try
        {
            // The step has other sliders by now, as where their number was changed while the request was under way: nothing is wrong.
            if (PointOf(request) is not { } point) return new { type = "gone", sequence = request.Sequence };
            var output = await walk.Generator.GenerateAsync([point], request.Detail, cancellation);
            return OutputKinds.Of(walk.Generator).Frame(request, output[0]);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            var details = ProblemWriter.Details(error, chinese);
            return new { type = "problem", sequence = request.Sequence, detail = details.Detail, remedy = details.Extensions["remedy"] };
        }
    }

    /// <summary>The point asked about; null where the step has no such sliders.</summary>
    private Point? PointOf(FrameRequest request)
    {
        var session = walk.State.Session;
        if (request.Step == FrameRequest.Best) return session.Best ?? throw new StudioException(Problem.NothingKept);
        if (request.Step >= FrameRequest.Starred) return session.Star((int)(request.Step - FrameRequest.Starred)).Point;
        if (request.Step >= session.Nodes.Count) throw new StudioException(Problem.NoSuchStep);
        var node = session.Nodes[(int)request.Step];
        if (Array.TrueForAll(request.Place, t => t == 0)) return node.Point;
        return node.Offer is not { } offer || offer.Rank != request.Place.Length ? null : offer.At(walk.Generator.LatentSpace, request.Place);
    }

    private async Task SendAsync(CancellationToken cancellation)
    {
        await foreach (var message in _out.Reader.ReadAllAsync(cancellation))
            if (message is byte[] frame) await socket.SendAsync(frame.AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, cancellation);
            else await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message).AsMemory(), WebSocketMessageType.Text, endOfMessage: true, cancellation);
    }
}
