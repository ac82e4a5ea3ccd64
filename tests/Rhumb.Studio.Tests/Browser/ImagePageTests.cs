using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Prints;
using static Microsoft.Playwright.Assertions;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>The page with a generator of images in a real browser, as a person uses it.</summary>
public sealed class ImagePageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("en-GB", "Go here", "Another direction", "Your best", "Motif")]
    [InlineData("zh-CN", "就选这里", "换个方向", "您的最佳", "条件 motif")]
    public async Task A_person_walks_images_chooses_a_class_keeps_saves_and_reopens(string locale, string goHere, string anotherDirection, string best, string condition)
    {
        await using var studio = await ChairStudio.StartAsync(generators: PrintGenerator.Open());
        var page = await chromium.OpenAsync("about:blank", locale);
        var frames = new FrameWatch(page);
        await page.GotoAsync(studio.Url);

        // Start: the image, where the slider leads, and the classes in their order.
        var canvas = page.Locator("canvas.alive");
        await Expect(canvas).ToBeVisibleAsync();
        var (slider, next, motif) = (page.GetByTestId("slider-0"), page.GetByTestId("next"), page.GetByLabel(condition));
        await Expect(slider).ToBeEnabledAsync();
        await Expect(next).ToContainTextAsync(anotherDirection);
        await Expect(page.Locator(".end img")).ToHaveCountAsync(2);
        await Expect(motif.Locator("option")).ToHaveTextAsync(PrintGenerator.Motifs);

        // Drag: frames arrive and differ, and the canvas shows them.
        var (before, start) = (frames.Shapes, await MiddleAsync(canvas));
        await Hand.DragAsync(page, slider, 0.7, frames);
        await Expect(next).ToContainTextAsync(goHere);
        Assert.True(frames.Shapes >= before + 2, "dragging brought no new images");
        await Expect(canvas).Not.ToHaveJSPropertyAsync("middle", start);

        // Accept.
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(slider).ToBeEnabledAsync();
        await Expect(slider).ToHaveValueAsync("0");

        // Another class is a step with a picture of its own.
        var was = await motif.InputValueAsync();
        var other = PrintGenerator.Motifs.First(one => one != was);
        var pixels = await MiddleAsync(canvas);
        await motif.SelectOptionAsync(other);
        await Expect(page.GetByTestId("step-3")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(motif).ToHaveValueAsync(other);
        await Expect(slider).ToBeEnabledAsync();
        await Expect(canvas).Not.ToHaveJSPropertyAsync("middle", pixels);
        await Expect(page.GetByTestId("step-3").Locator("img")).ToHaveCountAsync(1);

        // Another direction: the image stays.
        await next.ClickAsync();
        await Expect(page.GetByTestId("interactions")).ToContainTextAsync("4");
        await Expect(page.GetByTestId("step-4")).ToHaveCountAsync(0);
        await Expect(slider).ToBeEnabledAsync();

        // Undo: the direction before, then the class before; redo brings it back.
        await page.GetByTestId("undo").ClickAsync();
        await page.GetByTestId("undo").ClickAsync();
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(motif).ToHaveValueAsync(was);
        await page.GetByTestId("redo").ClickAsync();
        await Expect(motif).ToHaveValueAsync(other);

        // Keep as best, save.
        await page.GetByTestId("keep").ClickAsync();
        await Expect(page.GetByText(best, new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await page.GetByTestId("save").ClickAsync();
        await page.GetByTestId("save-name").FillAsync("Print 版画");
        await page.GetByTestId("save-ok").ClickAsync();
        await Expect(page.GetByTestId("name")).ToHaveTextAsync("Print 版画");

        // Another walk, and back by the list.
        await page.EvaluateAsync("localStorage.removeItem('rhumb.session'); location.hash = ''; location.reload()");
        await Expect(page.GetByTestId("name")).Not.ToHaveTextAsync("Print 版画");
        await Expect(canvas).ToBeVisibleAsync();
        await page.GetByTestId("open").ClickAsync();
        await page.GetByTestId("walk").Filter(new LocatorFilterOptions { HasText = "Print" }).ClickAsync();
        await Expect(page.GetByTestId("name")).ToHaveTextAsync("Print 版画");
        await Expect(page.GetByTestId("step-3")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(motif).ToHaveValueAsync(other);
        await Expect(page.GetByText(best, new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Wheel_drag_keys_and_buttons_zoom_and_a_double_click_shows_the_whole()
    {
        await using var studio = await ChairStudio.StartAsync(generators: PrintGenerator.Open());
        var page = await chromium.OpenAsync(studio.Url);
        var canvas = page.Locator("canvas.alive");
        await Expect(canvas).ToBeVisibleAsync();
        Assert.Equal("pixelated", await canvas.EvaluateAsync<string>("canvas => getComputedStyle(canvas).imageRendering"));
        var fit = (await canvas.GetAttributeAsync("data-percent"))!;
        Assert.EndsWith("00", fit);   // pixels of one size
        var box = (await canvas.BoundingBoxAsync())!;
        await page.Mouse.MoveAsync(box.X + box.Width / 2, box.Y + box.Height / 2);
        await page.Mouse.WheelAsync(0, -400);
        await page.WaitForFunctionAsync("fit => document.querySelector('canvas').dataset.percent > 1.5 * fit", int.Parse(fit));
        var before = await MiddleAsync(canvas);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(box.X + box.Width / 2 - 160, box.Y + box.Height / 2 - 60);
        await page.Mouse.UpAsync();
        await Expect(canvas).Not.ToHaveJSPropertyAsync("middle", before);
        await canvas.DblClickAsync();
        await Expect(canvas).ToHaveAttributeAsync("data-percent", fit);
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("1");
        await Expect(page.GetByTestId("zoom")).ToHaveTextAsync("100 %");
        await page.Keyboard.PressAsync("+");
        await Expect(page.GetByTestId("zoom")).ToHaveTextAsync("200 %");
        await Expect(page.GetByTestId("slider-count")).ToHaveTextAsync("1 slider");   // on the canvas + zooms
        await page.GetByTestId("zoom-out").ClickAsync();
        await Expect(page.GetByTestId("zoom")).ToHaveTextAsync("100 %");
        await page.GetByTestId("zoom-fit").ClickAsync();
        await Expect(canvas).ToHaveAttributeAsync("data-percent", fit);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_exported_picture_opens_again()
    {
        await using var studio = await ChairStudio.StartAsync(generators: PrintGenerator.Open());
        var page = await chromium.OpenAsync(studio.Url);
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        var motif = await page.GetByLabel("Motif").InputValueAsync();
        await page.Keyboard.PressAsync("e");
        await page.GetByTestId("export-scale").SelectOptionAsync("8");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download").ClickAsync());
        Assert.Equal("prints.png", download.SuggestedFilename);
        var file = Path.Combine(Directory.CreateTempSubdirectory("rhumb-export-").FullName, "prints.png");
        await download.SaveAsAsync(file);
        Assert.Equal(motif, RecipeFile.Read(file).Point.Conditions["motif"]);
        await page.GetByTestId("open").ClickAsync();
        var opened = page.WaitForResponseAsync(response => response.Url.EndsWith("/api/files", StringComparison.Ordinal));
        await page.GetByTestId("open-file").SetInputFilesAsync(file);
        var id = (await opened).Headers["location"].Split('/')[^1];
        await Expect(page).ToHaveURLAsync(new Regex($"#/walks/{id}$"));
        await Expect(page.GetByLabel("Motif")).ToHaveValueAsync(motif);
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        await page.Context.CloseAsync();
    }

    /// <summary>The colours around the middle of the canvas, which gets them as its property "middle" that an expectation can wait for.</summary>
    private static Task<string> MiddleAsync(ILocator canvas) => canvas.EvaluateAsync<string>("""
        canvas => {
          if (!('middle' in canvas)) Object.defineProperty(canvas, 'middle', {
            enumerable: true,
            get: () => canvas.getContext('2d').getImageData(canvas.width / 2 - 40, canvas.height / 2 - 40, 80, 80).data.join(),
          });
          return canvas.middle;
        }
        """);
}
