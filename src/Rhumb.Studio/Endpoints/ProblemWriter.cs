using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Rhumb.Runtime;

namespace Rhumb.Studio.Endpoints;

/// <summary>Turns whatever goes wrong in a request into problem details (RFC 9457): a sentence and its remedy, in the language of the request.</summary>
internal static class ProblemWriter
{
    /// <summary>The media type of problem details.</summary>
    public const string MediaType = "application/problem+json";

    /// <summary>Catches what the endpoints throw.</summary>
    public static IApplicationBuilder UseProblemDetails(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is waiting for the answer any more.
        }
        catch (Exception error) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, error);
        }
    });

    /// <summary>Answers a request with what went wrong.</summary>
    public static Task WriteAsync(HttpContext context, Exception error)
    {
        var details = Details(error, IsChinese(context.Request));
        context.Response.Clear();
        context.Response.StatusCode = details.Status!.Value;
        return context.Response.WriteAsJsonAsync(details, options: null, contentType: MediaType);
    }

    /// <summary>What went wrong, in words; the member "remedy" says what to do.</summary>
    public static ProblemDetails Details(Exception error, bool chinese)
    {
        var (problem, name) = error switch
        {
            StudioException studio => (studio.Problem, studio.Name),
            // Sentences of the library are fit to be shown and hold their remedy.
            RhumbException refusal => (Problem.Refused, Sentence(refusal, chinese)),
            RuntimeException => (Problem.RuntimeRefused, error.Message),
            // A kind of action that there is not surfaces as "not supported".
            NotSupportedException => (Problem.Unreadable, "it names no known kind."),
            BadHttpRequestException => (Problem.Unreadable, (error.InnerException ?? error).Message),
            _ => (Problem.Unexpected, error.Message),
        };
        var (detail, remedy) = problem.In(chinese, name);
        return new ProblemDetails
        {
            Status = problem.Status,
            Title = chinese ? "操作没有成功" : "That did not work",
            Detail = detail,
            Extensions = { ["remedy"] = remedy },
        };
    }

    /// <summary>What the library refuses, in the language of a request.</summary>
    public static string Sentence(RhumbException error, bool chinese) => chinese ? ChineseSentences.Of(error.Sentence) : error.Message;

    /// <summary>Whether a request asks for Chinese: its query where it cannot send headers, or else its preferred language.</summary>
    public static bool IsChinese(HttpRequest request)
    {
        var wanted = request.Query["language"].ToString() is { Length: > 0 } query
            ? query
            : request.GetTypedHeaders().AcceptLanguage.OrderByDescending(tag => tag.Quality ?? 1).Select(tag => tag.Value.ToString())
                .FirstOrDefault(tag => StartsWith(tag, "zh") || StartsWith(tag, "en")) ?? "en";
        return StartsWith(wanted, "zh");
    }

    private static bool StartsWith(string tag, string language) => CultureInfo.InvariantCulture.CompareInfo.IsPrefix(tag, language, CompareOptions.OrdinalIgnoreCase);
}
