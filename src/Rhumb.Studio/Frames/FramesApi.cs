using Microsoft.Extensions.Hosting;
using Rhumb.Studio.Endpoints;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Frames;

/// <summary>The WebSocket of a session: binary frames both ways, and short notes in text from the studio.</summary>
internal static class FramesApi
{
    public static IEndpointRouteBuilder MapFramesApi(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sessions/{id}/frames", Connect).WithTags("Sessions").WithName("ConnectFrames")
            .WithSummary("Upgrades to the session's WebSocket of frames; docs/frames.md describes the messages.").Produces(101).ProducesProblem(400).ProducesProblem(404);
        return app;
    }

    private static async Task Connect(string id, HttpContext context, WalkRegistry walks, IHostApplicationLifetime studio)
    {
        var walk = walks.Find(id);
        if (!context.WebSockets.IsWebSocketRequest) throw new StudioException(Problem.Unreadable, "this address speaks WebSocket only.");
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        // Pages stay connected for hours: a studio that closes does not wait for them.
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, studio.ApplicationStopping);
        await new FrameSocket(socket, walk, ProblemWriter.IsChinese(context.Request)).RunAsync(leaving.Token);
    }
}
