using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Tests.Chairs;

namespace Rhumb.Studio.Tests.Frames;

public sealed class FrameSocketTests
{
    [Fact]
    public async Task Frames_along_the_line_differ_and_the_centre_is_the_steps_own_shape()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await ConnectAsync(studio, id);
        var frames = new List<byte[]>();
        foreach (var (sequence, place) in new (uint, float[])[] { (1, []), (2, [0]), (3, [0.5f]), (4, [1]), (5, [-1]) })
        {
            await SendAsync(page, sequence, FrameChannel.Scrub, 0, place);
            frames.Add(await FrameAsync(page, sequence));
        }
        Assert.Equal(frames[0][16..], frames[1][16..]);
        Assert.Equal(4, frames.Skip(1).Select(frame => Convert.ToHexString(frame[16..])).Distinct().Count());
    }

    [Fact]
    public async Task The_newest_request_wins_and_pictures_wait_their_turn()
    {
        await using var studio = await ChairStudio.StartAsync(delay: TimeSpan.FromMilliseconds(150));
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await ConnectAsync(studio, id);
        await SendAsync(page, 1, FrameChannel.Picture, 0, []);
        await Task.Delay(50, TestContext.Current.CancellationToken);
        for (uint i = 2; i <= 20; i++) await SendAsync(page, i, FrameChannel.Scrub, 0, [i / 20f]);
        await SendAsync(page, 21, FrameChannel.Picture, 0, [1]);
        var order = new List<uint>();
        while (order.Count == 0 || order[^1] != 21) order.Add(Sequence(await NextFrameAsync(page)));
        Assert.Equal(1u, order[0]);
        Assert.Equal([20u, 21u], order[^2..]);
        Assert.InRange(order.Count, 3, 6);   // the others were given up
    }

    [Fact]
    public async Task What_cannot_be_shown_is_answered_in_the_pages_language()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await ConnectAsync(studio, id, "?language=zh-CN");
        await SendAsync(page, 9, FrameChannel.Scrub, 4711, []);
        var note = await NoteAsync(page, "problem");
        Assert.Equal(9, (int)note["sequence"]!);
        Assert.Contains("没有", (string)note["detail"]!);
    }

    [Fact]
    public async Task A_page_hears_that_directions_have_arrived_or_another_page_acted()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var session = await api.CreateAsync();
        var id = (string)session["id"]!;
        using var page = await ConnectAsync(studio, id);
        await SendAsync(page, 1, FrameChannel.Scrub, 0, []);
        await FrameAsync(page, 1);   // connected for certain
        await api.ActAsync(id, new { kind = "next" });
        var note = await NoteAsync(page, "changed");
        Assert.True((int)note["revision"]! > (int)session["revision"]!);
    }

    [Fact]
    public async Task Anything_else_than_a_request_ends_the_connection()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await ConnectAsync(studio, id);
        await page.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        WebSocketReceiveResult received;
        do received = await page.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        while (received.MessageType != WebSocketMessageType.Close);
        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, received.CloseStatus);
    }

    private static async Task<ClientWebSocket> ConnectAsync(ChairStudio studio, string id, string query = "")
    {
        var page = new ClientWebSocket();
        await page.ConnectAsync(new Uri(studio.Url.Replace("http", "ws", StringComparison.Ordinal) + $"/api/sessions/{id}/frames{query}"), TestContext.Current.CancellationToken);
        return page;
    }

    private static async Task SendAsync(ClientWebSocket page, uint sequence, FrameChannel channel, uint step, float[] place)
    {
        var message = new byte[16 + 4 * place.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(message, FrameRequest.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(4), sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(message.AsSpan(8), step);
        message[12] = (byte)channel;
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)place.Length);
        for (var i = 0; i < place.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(message.AsSpan(16 + 4 * i), place[i]);
        await page.SendAsync(message, WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
    }

    private static uint Sequence(byte[] frame) => BinaryPrimitives.ReadUInt32LittleEndian(frame.AsSpan(4));

    private static async Task<byte[]> FrameAsync(ClientWebSocket page, uint sequence)
    {
        var frame = await NextFrameAsync(page);
        Assert.Equal(sequence, Sequence(frame));
        return frame;
    }

    private static async Task<byte[]> NextFrameAsync(ClientWebSocket page)
    {
        while (true)
            if (await ReceiveAsync(page) is (WebSocketMessageType.Binary, var frame)) return frame;
    }

    private static async Task<JsonNode> NoteAsync(ClientWebSocket page, string type)
    {
        while (true)
            if (await ReceiveAsync(page) is (WebSocketMessageType.Text, var text) && JsonNode.Parse(Encoding.UTF8.GetString(text)) is { } note && (string)note["type"]! == type)
                return note;
    }

    private static async Task<(WebSocketMessageType Type, byte[] Content)> ReceiveAsync(ClientWebSocket page)
    {
        var (content, buffer) = (new MemoryStream(), new byte[65536]);
        WebSocketReceiveResult received;
        do
        {
            received = await page.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            content.Write(buffer, 0, received.Count);
        }
        while (!received.EndOfMessage);
        Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
        return (received.MessageType, content.ToArray());
    }
}
