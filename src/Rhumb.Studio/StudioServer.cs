using System.Net;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Rhumb.Sessions;
using Rhumb.Studio.Endpoints;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Outputs;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio;

/// <summary>The studio: a page on 127.0.0.1 and the API that it uses.</summary>
public static class StudioServer
{
    /// <summary>The application, ready to be started. Stopping it closes the sessions; their journal keeps them.</summary>
    /// <exception cref="RhumbException">The options do not fit, the journal cannot be opened, or the page has not been built.</exception>
    public static WebApplication Build(StudioOptions options)
    {
        Check(options);
        var page = options.PageFolder ?? Path.Combine(AppContext.BaseDirectory, "studio");
        if (!Directory.Exists(page)) throw new RhumbException($"The studio's page is missing at '{page}'; build it with 'dotnet build src/Rhumb.Studio'.");
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, options.Port);
            kestrel.Limits.MaxRequestBodySize = 256 << 20;
        });
        builder.Logging.ClearProviders();
        builder.Services.AddOpenApi("v1", document => document.AddDocumentTransformer((api, _, _) =>
        {
            api.Info.Title = "Rhumb Studio";
            api.Servers = [];   // wherever it was asked for
            return Task.CompletedTask;
        }));
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(System.Text.Json.JsonNamingPolicy.CamelCase));
            json.SerializerOptions.AllowOutOfOrderMetadataProperties = true;
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // An action that lacks what it is about is refused, not done to step 0.
            json.SerializerOptions.RespectRequiredConstructorParameters = true;
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
        builder.Services.Configure<Microsoft.AspNetCore.Routing.RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        var journal = SessionJournal.Open(options.JournalPath);
        builder.Services.AddSingleton(_ => new WalkRegistry(options, journal));
        builder.Services.AddHostedService(_ => new WarmUp(options));

        var app = builder.Build();
        app.UseProblemDetails();
        app.UseSameOrigin();
        app.UseWebSockets();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapGeneratorsApi().MapSessionsApi().MapFramesApi().MapFilesApi();
        ServePage(app, page);
        // Made now, so that it is there to be closed even if nobody came.
        app.Services.GetRequiredService<WalkRegistry>();
        return app;
    }

    private static void ServePage(WebApplication app, string folder)
    {
        var files = new PhysicalFileProvider(Path.GetFullPath(folder));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            // Names under assets/ carry a hash of their content; the page itself is asked for anew.
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl =
                context.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
    }

    private static void Check(StudioOptions options)
    {
        if (options.Port is < 0 or > 65535) throw new RhumbException($"A port is 0 to 65535, not {options.Port}.");
        if (options.Generators.Count == 0) throw new RhumbException("The studio needs a generator; name one, or train one with './rhumb train seat'.");
        if (options.Generators.GroupBy(generator => generator.Manifest.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new RhumbException($"Two generators are called '{twice.Key}'; start the studio with one of them.");
        foreach (var generator in options.Generators) OutputKinds.Of(generator);
    }
}
