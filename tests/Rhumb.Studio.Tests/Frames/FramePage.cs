using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Rhumb.Generators;
using Rhumb.Studio.Frames;

namespace Rhumb.Studio.Tests.Frames;

/// <summary>The page's end of a session's frames.</summary>
internal sealed class FramePage : IDisposable
{
    private FramePage(ClientWebSocket socket) => Socket = socket;

    public ClientWebSocket Socket { get; }

    public static async Task<FramePage> ConnectAsync(Uri studio, string id, string query = "")
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(new UriBuilder(new Uri(studio, $"/api/sessions/{id}/frames{query}")) { Scheme = "ws" }.Uri, TestContext.Current.CancellationToken);
        return new FramePage(socket);
    }

    public void Dispose() => Socket.Dispose();

    /// <summary>Returns once the studio tells this page of every change: it has answered a request.</summary>
    public async Task ListenAsync()
    {
        await SendAsync(0, FrameChannel.Picture, step: 4711, []);
        await NoteAsync("problem");
    }

    public async Task SendAsync(uint sequence, FrameChannel channel, uint step, float[] place, Detail detail = Detail.Draft)
    {
        var message = new byte[16 + 4 * place.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(message, FrameRequest.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8), step);
        message[12] = (byte)channel;
        message[13] = detail == Detail.Full ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)place.Length);
        for (var i = 0; i < place.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(message.AsSpan(16 + 4 * i), place[i]);
        await Socket.SendAsync(message, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
    }

    public static uint Sequence(byte[] frame) => BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4));

    /// <summary>The next frame, which answers the request <paramref name="sequence"/>.</summary>
    public async Task<byte[]> FrameAsync(uint sequence)
    {
        var frame = await NextFrameAsync();
        Assert.Equal(sequence, Sequence(frame));
        return frame;
    }

    public async Task<byte[]> NextFrameAsync()
    {
        while (true)
            if (await ReceiveAsync() is (WebSocketMessageType.Binary, var frame)) return frame;
    }

    /// <summary>The next note of that type.</summary>
    public async Task<JsonNode> NoteAsync(string type)
    {
        while (true)
            if (await ReceiveAsync() is (WebSocketMessageType.Text, var text) && JsonNode.Parse(Encoding.UTF8.GetString(text)) is { } note && (string)note["type"]! == type)
                return note;
    }

    private async Task<(WebSocketMessageType Type, byte[] Content)> ReceiveAsync()
    {
        var (content, buffer) = (new MemoryStream(), new byte[65536]);
        WebSocketReceiveResult received;
        do
        {
            received = await Socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            content.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
        return (received.MessageType, content.ToArray());
    }
}
