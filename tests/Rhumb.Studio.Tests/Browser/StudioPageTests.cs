using Microsoft.Playwright;
using Rhumb.Studio.Tests.Chairs;
using static Microsoft.Playwright.Assertions;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>The page in a real browser, as a person uses it.</summary>
public sealed class StudioPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("en-GB", "Go here", "Another direction", "Your best", "1 interaction")]
    [InlineData("zh-CN", "就选这里", "换个方向", "您的最佳", "1 次交互")]
    public async Task A_person_walks_keeps_saves_and_reopens(string locale, string goHere, string anotherDirection, string best, string oneInteraction)
    {
        await using var studio = await ChairStudio.StartAsync();
        var page = await chromium.OpenAsync("about:blank", locale);
        var frames = new FrameWatch(page);
        await page.GotoAsync(studio.Url);

        // Start.
        await Expect(page.Locator("canvas.alive")).ToBeVisibleAsync();
        var slider = page.GetByTestId("slider-0");
        var next = page.GetByTestId("next");
        await Expect(slider).ToBeEnabledAsync();
        await Expect(next).ToContainTextAsync(anotherDirection);
        await Expect(page.GetByTestId("interactions")).ToHaveTextAsync(oneInteraction);
        Assert.True(frames.Shapes >= 1);
        await Expect(page.Locator(".end img")).ToHaveCountAsync(2);   // where the slider leads

        // Drag: frames arrive and differ.
        var before = frames.Shapes;
        await Hand.DragAsync(page, slider, 0.7, frames);
        await Expect(next).ToContainTextAsync(goHere);
        Assert.True(frames.Shapes >= before + 2, "dragging brought no new shapes");

        // Accept, by the space bar.
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(slider).ToBeEnabledAsync();
        await Expect(slider).ToHaveValueAsync("0");

        // Another direction: the shape stays, the sliders shown are counted.
        await Expect(next).ToContainTextAsync(anotherDirection);
        await next.ClickAsync();
        await Expect(page.GetByTestId("interactions")).ToContainTextAsync("3");
        await Expect(page.GetByTestId("step-3")).ToHaveCountAsync(0);
        await Expect(slider).ToBeEnabledAsync();

        // Undo: the direction before, then the start.
        await page.Keyboard.PressAsync("Control+z");
        await page.GetByTestId("undo").ClickAsync();
        await Expect(page.GetByTestId("step-1")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(page.GetByTestId("undo")).ToBeDisabledAsync();
        await page.GetByTestId("redo").ClickAsync();
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");

        // Keep as best: it stands beside the current one.
        await page.GetByTestId("keep").ClickAsync();
        await Expect(page.GetByText(best, new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("keep")).ToHaveAttributeAsync("aria-pressed", "true");

        // Save.
        await page.GetByTestId("save").ClickAsync();
        // Typed blindly: the dialogue opens with the focus in its field.
        await page.Keyboard.TypeAsync("Reading chair 阅读椅");
        await page.GetByTestId("save-ok").ClickAsync();
        await Expect(page.GetByTestId("name")).ToHaveTextAsync("Reading chair 阅读椅");

        // Another walk, and back by the list.
        await page.EvaluateAsync("localStorage.removeItem('rhumb.session'); location.hash = ''; location.reload()");
        await Expect(page.GetByTestId("name")).Not.ToHaveTextAsync("Reading chair 阅读椅");
        await Expect(page.Locator("canvas.alive")).ToBeVisibleAsync();
        await page.GetByTestId("open").ClickAsync();
        await page.GetByTestId("walk").Filter(new LocatorFilterOptions { HasText = "Reading chair" }).ClickAsync();
        await Expect(page.GetByTestId("name")).ToHaveTextAsync("Reading chair 阅读椅");
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(page.GetByText(best, new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task When_the_server_goes_away_the_page_says_so_and_comes_back_by_itself_without_loss()
    {
        var studio = await ChairStudio.StartAsync();
        var port = new Uri(studio.Url).Port;
        var page = await chromium.OpenAsync(studio.Url);
        var slider = page.GetByTestId("slider-0");
        await Expect(page.Locator("canvas.alive")).ToBeVisibleAsync();
        await Expect(slider).ToBeEnabledAsync();
        await studio.DisposeAsync();
        await Expect(page.GetByTestId("banner")).ToContainTextAsync("./rhumb studio");
        // What is done meanwhile waits for the server.
        static bool IsAction(IRequest request) => request.Method == "POST" && request.Url.EndsWith("/events", StringComparison.Ordinal);
        var tried = new TaskCompletionSource();
        page.RequestFailed += (_, request) => _ = IsAction(request) && tried.TrySetResult();
        await slider.FocusAsync();
        await page.Keyboard.PressAsync("End");
        await Expect(slider).ToHaveValueAsync("1");
        await tried.Task.WaitAsync(Hand.Patience, TestContext.Current.CancellationToken);
        var arrived = page.WaitForResponseAsync(response => IsAction(response.Request) && response.Ok);
        await using var again = await ChairStudio.StartAsync(studio.Journal, port);
        await Expect(page.GetByTestId("banner")).ToHaveCountAsync(0);
        await arrived;
        using var api = new Api(again.Client);
        var id = page.Url.Split('/')[^1];
        Assert.Equal(1, (double)(await api.GetAsync($"/api/sessions/{id}"))["place"]![0]!);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_shortcut_is_shown_and_everything_can_be_done_by_keys()
    {
        await using var studio = await ChairStudio.StartAsync();
        var page = await chromium.OpenAsync(studio.Url);
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByTestId("help-dialog")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("help-dialog").Locator("dt")).ToHaveCountAsync(22);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("help-dialog")).ToHaveCountAsync(0);
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByTestId("slider-0")).ToHaveValueAsync("0.04");
        await page.Keyboard.PressAsync("0");
        await Expect(page.GetByTestId("slider-0")).ToHaveValueAsync("0");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("+");
        await page.Keyboard.PressAsync("+");
        await Expect(page.GetByTestId("slider-2")).ToBeEnabledAsync();
        await Expect(page.GetByTestId("slider-0")).ToHaveValueAsync("0.04");
        await page.Keyboard.PressAsync("r");
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        await page.Keyboard.PressAsync("l");
        await Expect(page.GetByTestId("slider-count")).ToContainTextAsync("根滑条");
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task The_page_is_accessible(ColorScheme look)
    {
        await using var studio = await ChairStudio.StartAsync();
        var page = await chromium.OpenAsync(studio.Url, look: look);
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Repository.File("src/Rhumb.Studio/web/node_modules/axe-core/axe.min.js") });
        foreach (var panel in new[] { null, "save", "open", "export", "credits", "help" })
        {
            if (panel is not null) await page.GetByTestId(panel).ClickAsync();
            var violations = await page.EvaluateAsync<string[]>(
                "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target).join(' ')}`)");
            Assert.Equal("", string.Join("\n", violations));
            if (panel is not null) await page.Keyboard.PressAsync("Escape");
        }
        await page.Context.CloseAsync();
    }
}
