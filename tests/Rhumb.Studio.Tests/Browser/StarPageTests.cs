using System.IO.Compression;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;
using static Microsoft.Playwright.Assertions;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>Starring results in a real browser: marked, found again, exported together.</summary>
public sealed class StarPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("en-GB", "Take the star away", "All 2 starred results")]
    [InlineData("zh-CN", "取消星标", "全部 2 个星标")]
    public async Task A_person_stars_results_goes_back_to_one_and_exports_all(string locale, string takeAway, string all)
    {
        await using var studio = await ChairStudio.StartAsync(generators: PrintGenerator.Open());
        var page = await chromium.OpenAsync("about:blank", locale);
        var frames = new FrameWatch(page);
        await page.GotoAsync(studio.Url);
        var (slider, star) = (page.GetByTestId("slider-0"), page.GetByTestId("star"));
        await Expect(slider).ToBeEnabledAsync();

        // Starred where it is, and starred where the slider was let go: two pictures.
        await page.Keyboard.PressAsync("t");
        await Expect(star).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByTestId("star-1").Locator("img")).ToHaveCountAsync(1);
        await Hand.DragAsync(page, slider, 0.7, frames);
        await Expect(star).ToHaveAttributeAsync("aria-pressed", "false");
        await star.ClickAsync();
        await Expect(page.GetByTestId("star-2").Locator("img")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("star-2")).ToHaveAttributeAsync("aria-current", "true");
        Assert.NotEqual(await page.GetByTestId("star-1").Locator("img").GetAttributeAsync("src"), await page.GetByTestId("star-2").Locator("img").GetAttributeAsync("src"));

        // Back to the first: the slider stands in the middle again.
        await page.GetByTestId("star-1").ClickAsync();
        await Expect(slider).ToHaveValueAsync("0");
        await Expect(page.GetByTestId("star-1")).ToHaveAttributeAsync("aria-current", "true");

        await page.GetByTestId("export").ClickAsync();
        await page.GetByTestId("export-what").SelectOptionAsync("stars");
        await Expect(page.GetByTestId("export-what")).ToContainTextAsync(all);
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download").ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename, StringComparison.Ordinal);
        using var zip = ZipFile.OpenRead(await download.PathAsync());
        Assert.Equal(["01.png", "02.png", "sheet.png", "credit.txt"], zip.Entries.Select(entry => entry.Name));

        // A star taken away is gone, also after a reload.
        await page.GetByTestId("star-2").HoverAsync();
        await page.GetByLabel($"{takeAway} 2").ClickAsync();
        await Expect(page.GetByTestId("star-2")).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(page.GetByTestId("star-1").Locator("img")).ToHaveCountAsync(1);
        await Expect(page.GetByTestId("star-2")).ToHaveCountAsync(0);
    }
}
