using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Rhumb.Media;
using Rhumb.Studio.Tests.Chairs;
using Rhumb.Studio.Tests.Tones;
using Rhumb.Tests.Rhumb.Generators.Audio;
using static Microsoft.Playwright.Assertions;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>The page with a generator of sounds in a real browser, as a person uses it.</summary>
public sealed class SoundPageTests(Chromium chromium) : IClassFixture<Chromium>
{
    [Theory]
    [InlineData("en-GB", "Go here", "Your best", "Pitch", "Play", "播放")]
    [InlineData("zh-CN", "就选这里", "您的最佳", "音高", "播放", "Play")]
    public async Task A_person_hears_what_they_let_go_of(string locale, string goHere, string best, string condition, string play, string other)
    {
        await using var studio = await ChairStudio.StartAsync(generators: ToneStudio.Open());
        var page = await chromium.OpenAsync("about:blank", locale);
        await SoundWatch.InstallAsync(page);
        var frames = new FrameWatch(page);
        await page.GotoAsync(studio.Url);
        var canvas = page.Locator("canvas.alive");
        await Expect(canvas).ToBeVisibleAsync();
        var (slider, next, pitch) = (page.GetByTestId("slider-0"), page.GetByTestId("next"), page.GetByLabel(condition));
        await Expect(slider).ToBeEnabledAsync();
        await Expect(page.Locator(".end img")).ToHaveCountAsync(2);
        await Expect(pitch.Locator("option")).ToHaveTextAsync(ToneGenerator.Pitches);

        // Drag: waveform and spectrogram change; one sound when the hand lets go, none before.
        var (wave, spectrum) = (await LookAsync(canvas, "wave"), await LookAsync(canvas, "spectrum"));
        await Hand.DragAsync(page, slider, 0.8, frames);
        await Expect(next).ToContainTextAsync(goHere);
        await HeardAsync(canvas, 1);
        await Expect(canvas).ToHaveAttributeAsync("data-playing", "");
        await Expect(canvas).Not.ToHaveJSPropertyAsync("wave", wave);
        await Expect(canvas).Not.ToHaveJSPropertyAsync("spectrum", spectrum);

        // Next leads to what was heard already; a step that is chosen is heard, and another pitch.
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        await Expect(slider).ToBeEnabledAsync();
        await page.GetByTestId("step-1").ClickAsync();
        await HeardAsync(canvas, 2);
        await Expect(slider).ToBeEnabledAsync();
        var was = await pitch.InputValueAsync();
        await pitch.SelectOptionAsync(ToneGenerator.Pitches.First(one => one != was));
        await HeardAsync(canvas, 3);

        // Button, key, and a click on the sound.
        await Expect(page.GetByTestId("play")).ToHaveTextAsync(play);
        await page.GetByTestId("play").ClickAsync();
        await HeardAsync(canvas, 4);
        await page.Keyboard.PressAsync("p");
        await HeardAsync(canvas, 5);

        // The kept one beside the current one: each is heard by a click.
        await page.GetByTestId("keep").ClickAsync();
        await Expect(page.GetByText(best, new PageGetByTextOptions { Exact = true })).ToBeVisibleAsync();
        await Expect(canvas).ToHaveAttributeAsync("data-sheets", "2");
        var box = (await canvas.BoundingBoxAsync())!;
        // A sound may have ended before anybody looks, so the page writes down what it played.
        await canvas.EvaluateAsync("""
            canvas => new MutationObserver(() => canvas.dataset.sides = `${canvas.dataset.sides ?? ''} ${canvas.dataset.playing}`).observe(canvas, { attributeFilter: ['data-playing'] })
            """);
        foreach (var (share, side, count) in new[] { (0.25, "kept", 6), (0.75, "current", 7) })
        {
            await page.Mouse.ClickAsync((float)(box.X + share * box.Width), box.Y + box.Height / 2);
            await HeardAsync(canvas, count);
            await Expect(canvas).ToHaveAttributeAsync("data-sides", new Regex($"{side} *$"));
        }

        // All of them equally loud, unclipped, from silence to silence.
        var played = await SoundWatch.PlayedAsync(page);
        Assert.Equal(7, played.Length);
        Assert.All(played, sound =>
        {
            Assert.Equal((8000, 4000), (sound.Rate, sound.Samples.Length));
            Assert.InRange(sound.Level, -25, -21);
            Assert.InRange(sound.Samples.Max(Math.Abs), 0.05, 0.99);
            Assert.Equal([0, 0], new[] { sound.Samples[0], sound.Samples[^1] });
        });

        await page.Keyboard.PressAsync("l");
        await Expect(page.GetByTestId("play")).ToHaveTextAsync(other);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Muted_it_stays_silent_also_after_a_reload()
    {
        await using var studio = await ChairStudio.StartAsync(generators: ToneStudio.Open());
        var page = await chromium.OpenAsync("about:blank");
        await SoundWatch.InstallAsync(page);
        await page.GotoAsync(studio.Url);
        var (canvas, slider, mute) = (page.Locator("canvas.alive"), page.GetByTestId("slider-0"), page.GetByTestId("mute"));
        await Expect(slider).ToBeEnabledAsync();
        await page.Keyboard.PressAsync("m");
        await Expect(mute).ToHaveAccessibleNameAsync("Sound on");
        await page.ReloadAsync();
        await Expect(mute).ToHaveAccessibleNameAsync("Sound on");
        await Expect(page.GetByTestId("play")).ToBeDisabledAsync();
        await Expect(slider).ToBeEnabledAsync();
        var spectrum = await LookAsync(canvas, "spectrum");
        await page.GetByTestId("start").ClickAsync();
        await Expect(page.GetByTestId("step-2")).ToHaveAttributeAsync("aria-current", "step");
        // The sound that would be heard is on the page: from here on nothing is late.
        await Expect(canvas).Not.ToHaveJSPropertyAsync("spectrum", spectrum);
        await Expect(slider).ToBeEnabledAsync();
        await canvas.ClickAsync();
        Assert.Empty(await SoundWatch.PlayedAsync(page));

        // Its keys, and on again: what is asked for now is heard.
        await mute.ClickAsync();
        await canvas.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await HeardAsync(canvas, 1);
        await page.Keyboard.PressAsync("ArrowRight");
        await HeardAsync(canvas, 2);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task An_exported_sound_opens_again()
    {
        await using var studio = await ChairStudio.StartAsync(generators: ToneStudio.Open());
        var page = await chromium.OpenAsync(studio.Url);
        await Expect(page.GetByTestId("slider-0")).ToBeEnabledAsync();
        var pitch = await page.GetByLabel("Pitch").InputValueAsync();
        await page.Keyboard.PressAsync("e");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByTestId("download").ClickAsync());
        Assert.Equal("tones.wav", download.SuggestedFilename);
        var file = Path.Combine(Directory.CreateTempSubdirectory("rhumb-export-").FullName, "tones.wav");
        await download.SaveAsAsync(file);
        Assert.Equal(pitch, RecipeFile.Read(file).Point.Conditions["pitch"]);
        await page.GetByTestId("open").ClickAsync();
        var opened = page.WaitForResponseAsync(response => response.Url.EndsWith("/api/files", StringComparison.Ordinal));
        await page.GetByTestId("open-file").SetInputFilesAsync(file);
        var id = (await opened).Headers["location"].Split('/')[^1];
        await Expect(page).ToHaveURLAsync(new Regex($"#/walks/{id}$"));
        await Expect(page.GetByLabel("Pitch")).ToHaveValueAsync(pitch);
        await page.Context.CloseAsync();
    }

    private static Task HeardAsync(ILocator canvas, int count) => Expect(canvas).ToHaveAttributeAsync("data-heard", count.ToString());

    /// <summary>The colours in the middle of one of the plots; the canvas gets them as a property that an expectation can wait for.</summary>
    private static Task<string> LookAsync(ILocator canvas, string plot) => canvas.EvaluateAsync<string>("""
        (canvas, plot) => {
          const top = plot === 'wave' ? 100 : canvas.height - 160;
          Object.defineProperty(canvas, plot, {
            enumerable: true,
            get: () => canvas.getContext('2d').getImageData(canvas.width / 2 - 40, top, 80, 60).data.join(),
          });
          return canvas[plot];
        }
        """, plot);
}
