using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Rhumb.LinearAlgebra;
using Rhumb.Sessions;

namespace Rhumb.Studio.Tests.Walks;

public sealed class KillTests
{
    private const int Tries = 50;

    /// <summary>SIGKILL at any moment loses nothing that was acknowledged. Every try goes on with the journal that the last one left.</summary>
    [Fact]
    public async Task Nothing_acknowledged_is_lost_when_the_server_is_killed()
    {
        var journal = Path.Combine(Directory.CreateTempSubdirectory("rhumb-kill-").FullName, "sessions.db");
        var random = new RandomStream(11, "kill");
        string? id = null;
        var (acknowledged, answers) = (0L, 0);
        for (var i = 0; i < Tries; i++)
        {
            using var server = Process.Start(new ProcessStartInfo("dotnet", [typeof(KillTests).Assembly.Location, "--serve", "0", journal]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            try
            {
                var url = await server.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
                Assert.NotNull(url);
                using var client = new HttpClient { BaseAddress = new Uri(url) };
                id ??= (string)(await SendAsync(client.PostAsJsonAsync("/api/sessions", new { seed = i })))["id"]!;
                // After some answers, in the middle of whatever comes next.
                var (first, kill) = (1 + random.Index(5), Task.CompletedTask);
                try
                {
                    for (var t = 0; ; t++)
                    {
                        object action = (t % 4) switch
                        {
                            0 => new { kind = "rename", name = $"{i}/{t}" },
                            1 => new { kind = "start", seed = t },
                            2 => new { kind = "keep" },
                            _ => new { kind = "undo" },
                        };
                        acknowledged = (long)(await SendAsync(client.PostAsJsonAsync($"/api/sessions/{id}/events", action)))["revision"]!;
                        answers++;
                        if (t + 1 == first) kill = KillAsync(server, TimeSpan.FromMilliseconds(random.Uniform(0, 30)));
                    }
                }
                catch (HttpRequestException)
                {
                    // Killed.
                }
                await kill;
            }
            finally
            {
                if (!server.HasExited) server.Kill();
                await server.WaitForExitAsync(TestContext.Current.CancellationToken);
            }
            using var left = SessionJournal.Open(journal);
            var session = left.Load(id);
            Assert.True(session.Length >= acknowledged, $"Try {i}: the server had acknowledged {acknowledged} events, the journal holds {session.Length}.");
        }
        Assert.True(answers >= Tries, $"Only {answers} actions were acknowledged in {Tries} tries: the test has not tested much.");
    }

    private static async Task KillAsync(Process server, TimeSpan after)
    {
        await Task.Delay(after);
        server.Kill();   // SIGKILL
    }

    private static async Task<JsonNode> SendAsync(Task<HttpResponseMessage> request)
    {
        try
        {
            using var response = await request;
            return JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        }
        catch (IOException error)
        {
            throw new HttpRequestException("The answer broke off.", error);
        }
    }
}
