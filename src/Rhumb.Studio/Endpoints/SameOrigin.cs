using System.Net;

namespace Rhumb.Studio.Endpoints;

/// <summary>
/// Lets only the studio's own page in: another site that the person has open must not act in their sessions, nor read
/// them by a name that it lets resolve to this machine.
/// </summary>
internal static class SameOrigin
{
    public static IApplicationBuilder UseSameOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
        IsLocal(context.Request.Host.Host) && IsOwn(context.Request) ? next(context) : throw new StudioException(Problem.NotOurs));

    private static bool IsLocal(string host) => host is "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    /// <summary>Browsers name the origin wherever a request can change something; programs that name none are no browsers.</summary>
    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin.ToString() is not { Length: > 0 } origin
        || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && IsLocal(from.Host));
}
