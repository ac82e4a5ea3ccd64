using Microsoft.Playwright;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;
using Rhumb.Studio.Tests.Tones;
using static Microsoft.Playwright.Assertions;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>The page where a generator is chosen, in a real browser.</summary>
public sealed class StartPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("en-GB", "Choose a generator", "Start with prints at sample 2")]
    [InlineData("zh-CN", "选择生成器", "从 prints 的第 2 个生成物开始")]
    public async Task Several_generators_are_shown_with_samples_and_one_is_chosen(string locale, string title, string second)
    {
        await using var studio = await ChairStudio.StartAsync(generators: [new ChairGenerator(), PrintGenerator.Open()]);
        var page = await chromium.OpenAsync(studio.Url, locale);
        await Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Name = title })).ToBeVisibleAsync();
        foreach (var name in (string[])["chair", "prints"])
        {
            var card = page.GetByTestId($"generator-{name}");
            await Expect(card.Locator(".samples img")).ToHaveCountAsync(4);
            await Expect(card).ToContainTextAsync("CC0-1.0");
        }

        // It scrolls at the window's edge, under the toolbar.
        var edges = await page.GetByTestId("start-page").EvaluateAsync<double[]>(
            "page => { const { left, top, right, bottom } = page.getBoundingClientRect(); return [left, top - document.querySelector('.toolbar').offsetHeight, innerWidth - right, innerHeight - bottom]; }");
        Assert.All(edges, edge => Assert.InRange(edge, -1, 6));

        // A shape, and back.
        await page.GetByTestId("start-chair").ClickAsync();
        await Expect(page.Locator("canvas.alive")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await Expect(page.GetByTestId("zoom")).ToHaveCountAsync(0);
        await page.GoBackAsync();
        await Expect(page.GetByTestId("start-page")).ToBeVisibleAsync();

        // An image at the sample shown, by keys.
        var sample = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = second });
        var picture = await sample.Locator("img").GetAttributeAsync("src");
        await sample.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("zoom")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("step-1").Locator("img")).ToHaveAttributeAsync("src", picture!);
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();

        // From the toolbar to the other kind.
        await page.Keyboard.PressAsync("g");
        await page.GetByTestId("start-chair").ClickAsync();
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await Expect(page.Locator("canvas.alive")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("zoom")).ToHaveCountAsync(0);

        // A reload stays in the walk; the address alone leads back to the start page.
        await page.ReloadAsync();
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await page.GotoAsync("about:blank");
        await page.GotoAsync(studio.Url);
        await Expect(page.GetByTestId("start-page")).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Sounds_are_heard_before_a_walk_begins_at_one()
    {
        await using var studio = await ChairStudio.StartAsync(generators: [PrintGenerator.Open(), ToneStudio.Open()]);
        var page = await chromium.OpenAsync("about:blank");
        await SoundWatch.InstallAsync(page);
        await page.GotoAsync(studio.Url);
        var card = page.GetByTestId("generator-tones");
        await Expect(card.Locator(".samples img")).ToHaveCountAsync(4);
        await Expect(card).ToContainTextAsync("Sounds, 0.5 s at 8 kHz");
        await Expect(card).ToContainTextAsync("1 credit");
        foreach (var (n, count) in new[] { (3, 1), (2, 2) })
        {
            var sample = page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = $"Hear sample {n} of tones" });
            await sample.ClickAsync();
            await Expect(sample).ToHaveAttributeAsync("aria-pressed", "true");
            Assert.Equal(count, (await SoundWatch.PlayedAsync(page)).Length);
        }
        var start = page.GetByTestId("start-tones");
        await Expect(start).ToHaveTextAsync("Start with tones at sample 2");
        var picture = await card.Locator("[aria-pressed=true] img").GetAttributeAsync("src");
        await start.ClickAsync();
        await Expect(page.GetByTestId("step-1").Locator("img")).ToHaveAttributeAsync("src", picture!);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task What_was_done_just_before_leaving_is_kept()
    {
        await using var studio = await ChairStudio.StartAsync(generators: [new ChairGenerator(), PrintGenerator.Open()]);
        var page = await chromium.OpenAsync(studio.Url);
        await page.GetByTestId("start-prints").ClickAsync();
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        var id = page.Url.Split('/')[^1];
        var arrived = page.WaitForResponseAsync(response => response.Url.EndsWith($"/{id}/events", StringComparison.Ordinal));
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("g");
        await Expect(page.GetByTestId("start-page")).ToBeVisibleAsync();
        using var api = new Api(studio.Client);
        Assert.True((await arrived).Ok);
        Assert.Equal(0.04, (double)(await api.GetAsync($"/api/sessions/{id}"))["place"]![0]!, 9);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task When_the_server_goes_away_the_start_page_says_so_and_comes_back()
    {
        var studio = await ChairStudio.StartAsync(generators: [new ChairGenerator(), PrintGenerator.Open()]);
        var port = new Uri(studio.Url).Port;
        var page = await chromium.OpenAsync(studio.Url);
        await Expect(page.GetByTestId("generator-prints").Locator(".samples img")).ToHaveCountAsync(4);
        await studio.DisposeAsync();
        await page.GetByTestId("start-prints").ClickAsync();
        await Expect(page.GetByTestId("banner")).ToContainTextAsync("./rhumb studio");
        await using var again = await ChairStudio.StartAsync(studio.Journal, port, generators: [new ChairGenerator(), PrintGenerator.Open()]);
        await Expect(page.GetByTestId("banner")).ToHaveCountAsync(0);
        await page.GetByTestId("start-prints").ClickAsync();
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Start_page_image_page_and_sound_page_are_accessible(ColorScheme look)
    {
        await using var studio = await ChairStudio.StartAsync(generators: [new ChairGenerator(), PrintGenerator.Open(), ToneStudio.Open()]);
        var page = await chromium.OpenAsync(studio.Url, look: look);
        await Expect(page.Locator(".samples img")).ToHaveCountAsync(12);
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = Repository.File("src/Rhumb.Studio/web/node_modules/axe-core/axe.min.js") });
        await CheckAsync(page);
        foreach (var name in (string[])["prints", "tones"])
        {
            await page.GetByTestId($"start-{name}").ClickAsync();
            await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
            await page.GetByTestId("keep").ClickAsync();
            foreach (var panel in new[] { null, "export", "help", "credits" })
            {
                if (panel is not null) await page.GetByTestId(panel).ClickAsync();
                await CheckAsync(page);
                if (panel is not null) await page.Keyboard.PressAsync("Escape");
            }
            await page.Keyboard.PressAsync("g");
        }
        await page.Context.CloseAsync();
    }

    private static async Task CheckAsync(IPage page) => Assert.Equal("", string.Join("\n", await page.EvaluateAsync<string[]>(
        "async () => (await axe.run()).violations.map(v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target).join(' ')}`)")));
}
