using Microsoft.AspNetCore.Http.HttpResults;
using Rhumb.Sessions;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>Sessions: begun, listed, read, and acted in.</summary>
internal static class SessionsApi
{
    public static IEndpointRouteBuilder MapSessionsApi(this IEndpointRouteBuilder app)
    {
        var sessions = app.MapGroup("/api/sessions").WithTags("Sessions");
        sessions.MapGet("/", List).WithName("ListSessions").WithSummary("The sessions worth coming back to, the last changed first.");
        sessions.MapPost("/", Create).WithName("CreateSession").WithSummary("Begins a session at a random start.").ProducesProblem(409);
        sessions.MapGet("/{id}", Get).WithName("GetSession").WithSummary("A session as it is now.").ProducesProblem(404).ProducesProblem(409);
        sessions.MapPost("/{id}/events", Act).WithName("ActInSession")
            .WithSummary("Does something in a session. When the answer arrives it is on the disk.")
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409);
        sessions.MapGet("/{id}/change", Change).WithName("GetSessionChange").WithSummary("How far what is shown is from the start.").ProducesProblem(404);
        return app;
    }

    private static Ok<SessionList> List(WalkRegistry walks, int skip = 0, int take = 50)
    {
        var all = walks.List();
        return TypedResults.Ok(new SessionList([.. all.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, 500)).Select(one => one.View())], all.Count));
    }

    private static Created<SessionView> Create(NewSession wanted, WalkRegistry walks, HttpRequest request)
    {
        if (wanted.Name is { Length: > 120 }) throw new StudioException(Problem.NameTooLong);
        var generator = wanted.Generator is { } name ? walks.Generator(name) : walks.Generators[0];
        var seed = wanted.Seed ?? Starts.AnySeed();
        var (space, start) = (generator.LatentSpace, generator.LatentSpace.Sample(seed));
        if (wanted.Conditions is { } conditions) start = space.WithConditions(start, conditions);
        var walk = walks.Begin(generator, start, seed, wanted.Name ?? "");
        return TypedResults.Created($"/api/sessions/{walk.Id}", walk.View(request));
    }

    private static Ok<SessionView> Get(string id, WalkRegistry walks, HttpRequest request) => TypedResults.Ok(walks.Find(id).View(request));

    // Not given up when the page leaves: what was begun is finished, the journal decides.
    private static async Task<Ok<SessionView>> Act(string id, SessionAction action, WalkRegistry walks, HttpRequest request)
    {
        var walk = walks.Find(id);
        await walk.ActAsync(action, CancellationToken.None);
        return TypedResults.Ok(walk.View(request));
    }

    private static async Task<Ok<ChangeView>> Change(string id, WalkRegistry walks, CancellationToken cancellation)
    {
        var walk = walks.Find(id);
        var session = walk.State.Session;
        var space = walk.Generator.LatentSpace;
        var change = await walk.Generator.VisibleChangeAsync(session.Start.Point, session.Open.Shown(space), cancellation);
        return TypedResults.Ok(new ChangeView(change, session.DistanceFromStart(space)));
    }
}
