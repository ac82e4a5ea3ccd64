using System.Net.WebSockets;
using Rhumb.Generators;
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
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id);
        var frames = new List<byte[]>();
        foreach (var (sequence, place) in new (uint, float[])[] { (1, []), (2, [0]), (3, [0.5f]), (4, [1]), (5, [-1]) })
        {
            await page.SendAsync(sequence, FrameChannel.Scrub, 0, place);
            frames.Add(await page.FrameAsync(sequence));
        }
        Assert.Equal(frames[0][16..], frames[1][16..]);
        Assert.Equal(4, frames.Skip(1).Select(frame => Convert.ToHexString(frame[16..])).Distinct().Count());
    }

    [Fact(Timeout = 600_000)]
    public async Task The_newest_request_wins_and_pictures_wait_their_turn()
    {
        // Fine meshes are never ready: what is asked for finely ends only when it is given up.
        var begun = new TaskCompletionSource();
        await using var studio = await ChairStudio.StartAsync(before: (detail, given) =>
        {
            begun.TrySetResult();
            return detail == Detail.Full ? Task.Delay(Timeout.Infinite, given) : Task.CompletedTask;
        });
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id);
        await page.SendAsync(1, FrameChannel.Picture, 0, []);
        await begun.Task;
        for (uint i = 2; i < 20; i++) await page.SendAsync(i, FrameChannel.Scrub, 0, [i / 20f], Detail.Full);
        await page.SendAsync(20, FrameChannel.Scrub, 0, [1]);
        await page.SendAsync(21, FrameChannel.Picture, 0, [1]);
        foreach (var sequence in (uint[])[1, 20, 21]) await page.FrameAsync(sequence);   // the others were given up
    }

    /// <summary>Sliders that were exchanged while a page still asked about them are no problem that a person is told.</summary>
    [Fact]
    public async Task Sliders_that_are_gone_are_no_problem()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id);
        await page.SendAsync(9, FrameChannel.Scrub, 0, [0.5f, 0.5f, 0.5f, 0.5f, 0.5f]);
        var note = await page.NoteAsync("gone");
        Assert.Equal(9, (int)note["sequence"]!);
    }

    [Fact]
    public async Task What_cannot_be_shown_is_answered_in_the_pages_language()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id, "?language=zh-CN");
        await page.SendAsync(9, FrameChannel.Scrub, 4711, []);
        var note = await page.NoteAsync("problem");
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
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id);
        await page.ListenAsync();
        await api.ActAsync(id, new { kind = "next" });
        var note = await page.NoteAsync("changed");
        Assert.True((int)note["revision"]! > (int)session["revision"]!);
    }

    [Fact]
    public async Task Anything_else_than_a_request_ends_the_connection()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var api = new Api(studio.Client);
        var id = (string)(await api.CreateAsync())["id"]!;
        using var page = await FramePage.ConnectAsync(new Uri(studio.Url), id);
        await page.Socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Binary, true, TestContext.Current.CancellationToken);
        WebSocketReceiveResult received;
        do received = await page.Socket.ReceiveAsync(new byte[4096], TestContext.Current.CancellationToken);
        while (received.MessageType != WebSocketMessageType.Close);
        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, received.CloseStatus);
    }
}
