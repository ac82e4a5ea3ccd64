using Microsoft.AspNetCore.Http.HttpResults;
using Rhumb.Generators;
using Rhumb.Studio.Frames;
using Rhumb.Studio.Outputs;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>The generators that the studio was started with.</summary>
internal static class GeneratorsApi
{
    /// <summary>A sample belongs to no session: its frame answers no request of one.</summary>
    private static readonly FrameRequest Request = new(Sequence: 0, FrameChannel.Picture, Detail.Draft, Step: 0, []);

    public static IEndpointRouteBuilder MapGeneratorsApi(this IEndpointRouteBuilder app)
    {
        var generators = app.MapGroup("/api/generators").WithTags("Generators");
        generators.MapGet("/", List).WithName("ListGenerators").WithSummary("The generators to choose from, the default first.");
        generators.MapGet("/{name}", Get).WithName("GetGenerator").WithSummary("One generator with its manifest, licence and credits.").ProducesProblem(409);
        generators.MapGet("/{name}/samples/{seed:long}", Sample).WithName("GetSample")
            .WithSummary("A sample as a frame, coarse (docs/frames.md): what a session with that seed begins at.").Produces<Stream>(200, "application/octet-stream").ProducesProblem(409);
        return app;
    }

    private static Ok<IReadOnlyList<GeneratorView>> List(WalkRegistry walks) =>
        TypedResults.Ok<IReadOnlyList<GeneratorView>>([.. walks.Generators.Select(generator => generator.View())]);

    private static Ok<GeneratorView> Get(string name, WalkRegistry walks) => TypedResults.Ok(walks.Generator(name).View());

    private static async Task<FileContentHttpResult> Sample(string name, long seed, WalkRegistry walks, CancellationToken cancellation)
    {
        var generator = walks.Generator(name);
        var output = await generator.GenerateAsync([generator.LatentSpace.Sample(seed)], Detail.Draft, cancellation);
        return TypedResults.File(OutputKinds.Of(generator).Frame(Request, output[0]), "application/octet-stream");
    }
}
