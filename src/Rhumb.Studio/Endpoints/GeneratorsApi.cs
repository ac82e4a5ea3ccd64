using Microsoft.AspNetCore.Http.HttpResults;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>The generators that the studio was started with.</summary>
internal static class GeneratorsApi
{
    public static IEndpointRouteBuilder MapGeneratorsApi(this IEndpointRouteBuilder app)
    {
        var generators = app.MapGroup("/api/generators").WithTags("Generators");
        generators.MapGet("/", List).WithName("ListGenerators").WithSummary("The generators to choose from, the default first.");
        generators.MapGet("/{name}", Get).WithName("GetGenerator").WithSummary("One generator with its manifest, licence and credits.").ProducesProblem(409);
        return app;
    }

    private static Ok<IReadOnlyList<GeneratorView>> List(WalkRegistry walks) =>
        TypedResults.Ok<IReadOnlyList<GeneratorView>>([.. walks.Generators.Select(generator => generator.View())]);

    private static Ok<GeneratorView> Get(string name, WalkRegistry walks) => TypedResults.Ok(walks.Generator(name).View());
}
