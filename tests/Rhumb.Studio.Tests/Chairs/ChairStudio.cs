using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Rhumb.Generators;

namespace Rhumb.Studio.Tests.Chairs;

/// <summary>A running studio with the chairs, or with other generators, and where it is found.</summary>
internal sealed class ChairStudio : IAsyncDisposable
{
    private readonly WebApplication _app;

    private readonly IReadOnlyList<IGenerator> _generators;

    private ChairStudio(WebApplication app, string journal, IReadOnlyList<IGenerator> generators) => (_app, Journal, _generators) = (app, journal, generators);

    /// <summary>The address of its page.</summary>
    public string Url => _app.Urls.First();

    /// <summary>Its journal.</summary>
    public string Journal { get; }

    /// <summary>A client at its address.</summary>
    public HttpClient Client => new() { BaseAddress = new Uri(Url) };

    /// <summary>Starts one on <paramref name="journal"/>, a fresh file by default, with the <paramref name="generators"/>, the chairs by default.</summary>
    public static async Task<ChairStudio> StartAsync(
        string? journal = null, int port = 0, Func<Detail, CancellationToken, Task>? before = null, params IReadOnlyList<IGenerator> generators)
    {
        if (generators.Count == 0) generators = [new ChairGenerator(before)];
        journal ??= Path.Combine(Directory.CreateTempSubdirectory("rhumb-studio-").FullName, "sessions.db");
        var app = StudioServer.Build(new StudioOptions { Port = port, Generators = generators, JournalPath = journal });
        await app.StartAsync();
        return new ChairStudio(app, journal, generators);
    }

    /// <summary>What the process of a studio does: says where it is, and serves until it is stopped or killed.</summary>
    public static async Task<int> ServeAsync(int port, string journal)
    {
        await using var studio = await StartAsync(journal, port);
        Console.WriteLine(studio.Url);
        await studio._app.WaitForShutdownAsync();
        return 0;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        foreach (var generator in _generators) generator.Dispose();
    }
}
