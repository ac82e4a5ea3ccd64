using Microsoft.Playwright;

namespace Rhumb.Studio.Tests.Browser;

/// <summary>The system's own Chromium, drawing without a graphics card; Playwright downloads nothing.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Find(),
            Headless = true,
            Args =
            [
                "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist",
            ],
        });
    }

    /// <summary>A fresh window; patient, because shaders are compiled and drawn by the processor here.</summary>
    public async Task<IPage> OpenAsync(string url, string locale = "en-GB", ColorScheme look = ColorScheme.Light)
    {
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ColorScheme = look,
            ViewportSize = new ViewportSize { Width = 1000, Height = 680 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(120_000);
        Assertions.SetDefaultExpectTimeout(120_000);
        var page = await context.NewPageAsync();
        page.PageError += (_, error) => Assert.Fail($"The page threw: {error}");
        await page.GotoAsync(url);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static string Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("The tests drive a real browser and 'chromium' is not on the PATH; install it (Debian: apt-get install chromium).");
}
