using Microsoft.Playwright;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>What a person's hand and patience do.</summary>
internal static class Hand
{
    /// <summary>How long a test waits for what must come.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Drags the thumb to t in ten moves, each as soon as a frame of the one before has arrived.</summary>
    public static async Task DragAsync(IPage page, ILocator slider, double t, FrameWatch frames)
    {
        var box = (await slider.BoundingBoxAsync())!;
        var (x, y) = (box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.MoveAsync(x, y);
        await page.Mouse.DownAsync();
        for (var i = 1; i <= 10; i++)
        {
            var next = frames.Next;
            await page.Mouse.MoveAsync((float)(x + t * i / 10 * (box.Width / 2 - 18)), y);
            await next.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
        await page.Mouse.UpAsync();
    }
}
