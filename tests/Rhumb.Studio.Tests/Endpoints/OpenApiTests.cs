using Rhumb.Studio.Tests.Chairs;

namespace Rhumb.Studio.Tests.Endpoints;

public sealed class OpenApiTests
{
    /// <summary>The page's types are made from the committed document, so it must be the server's. RHUMB_ACCEPT=1 takes the server's over.</summary>
    [Fact]
    public async Task The_committed_document_is_the_servers()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var client = studio.Client;
        var served = (await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken)).ReplaceLineEndings("\n").TrimEnd() + "\n";
        var path = Repository.File("src/Rhumb.Studio/web/openapi.json");
        if (Environment.GetEnvironmentVariable("RHUMB_ACCEPT") == "1") await File.WriteAllTextAsync(path, served, TestContext.Current.CancellationToken);
        Assert.Equal(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public async Task The_page_and_its_files_are_served_and_nothing_beside_them()
    {
        await using var studio = await ChairStudio.StartAsync();
        using var client = studio.Client;
        Assert.Contains("<div id=\"root\">", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        Assert.Equal(404, (int)(await client.GetAsync("/../Rhumb.Studio.dll", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(404, (int)(await client.GetAsync("/%2e%2e/Rhumb.Studio.dll", TestContext.Current.CancellationToken)).StatusCode);
    }
}
