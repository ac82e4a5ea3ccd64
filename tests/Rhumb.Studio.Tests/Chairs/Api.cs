using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rhumb.Studio.Tests.Frames;

namespace Rhumb.Studio.Tests.Chairs;

/// <summary>A studio's API as a program uses it.</summary>
internal sealed class Api(HttpClient client) : IDisposable
{
    public HttpClient Client => client;

    /// <summary>A new session that has its directions.</summary>
    public async Task<JsonNode> CreateAsync(long seed = 7, string? generator = null)
    {
        var session = await PostAsync("/api/sessions", new { seed, generator });
        return await ReadyAsync((string)session["id"]!);
    }

    public async Task<JsonNode> GetAsync(string path) => await ReadAsync(await client.GetAsync(path, TestContext.Current.CancellationToken));

    public async Task<JsonNode> PostAsync(string path, object body) =>
        await ReadAsync(await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken));

    /// <summary>The session that a file opens.</summary>
    public async Task<JsonNode> OpenAsync(byte[] file, string name)
    {
        using var content = new ByteArrayContent(file);
        content.Headers.Add("X-File-Name", Uri.EscapeDataString(name));
        return await ReadAsync(await client.PostAsync("/api/files", content, TestContext.Current.CancellationToken));
    }

    /// <summary>Does something in a session; the answer may still lack directions.</summary>
    public Task<JsonNode> ActAsync(string id, object action) => PostAsync($"/api/sessions/{id}/events", action);

    /// <summary>Does something in a session and waits for its directions.</summary>
    public async Task<JsonNode> ActReadyAsync(string id, object action)
    {
        await ActAsync(id, action);
        return await ReadyAsync(id);
    }

    /// <summary>The session once it has all the sliders that it wants.</summary>
    public async Task<JsonNode> ReadyAsync(string id)
    {
        using var page = await FramePage.ConnectAsync(client.BaseAddress!, id);
        await page.ListenAsync();
        while (true)
        {
            var session = await GetAsync($"/api/sessions/{id}");
            Assert.Null((string?)session["directionsFailed"]);
            if (session["place"]!.AsArray().Count == (int)session["sliderCount"]!) return session;
            await page.NoteAsync("changed");
        }
    }

    /// <summary>The refusal of a request that cannot succeed: its status, sentence and remedy.</summary>
    public static async Task<(int Status, string Detail, string Remedy)> RefusalAsync(HttpResponseMessage response)
    {
        Assert.False(response.IsSuccessStatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        return ((int)response.StatusCode, (string)problem["detail"]!, (string)problem["remedy"]!);
    }

    public void Dispose() => client.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, $"{(int)response.StatusCode}: {text}");
        return JsonSerializer.Deserialize<JsonNode>(text)!;
    }
}
