using Rhumb.Generators;
using Rhumb.Sessions;
using Rhumb.Studio.Walks;

namespace Rhumb.Studio.Endpoints;

/// <summary>Says in the page's terms what the studio holds.</summary>
internal static class ViewMaker
{
    /// <summary>How the licences begin under which works may be sold, as far as we know them.</summary>
    private static readonly string[] Sold = ["CC0", "CC-BY-3", "CC-BY-4", "CC-BY-SA", "MIT", "Apache", "BSD"];

    public static GeneratorView View(this IGenerator generator)
    {
        var manifest = generator.Manifest;
        return new GeneratorView(
            manifest.Name, manifest.Kind, generator.LatentSpace.Dimension, manifest.Licence, MayBeSold(manifest.Licence), manifest.CreditLine, manifest.Credits,
            manifest.Shape is { } shape ? Math.Round((double)shape.Scale * (shape.High - shape.Low), 4) : null, manifest);
    }

    /// <summary>The session as the page shows it, in the language of <paramref name="request"/>.</summary>
    public static SessionView View(this Walk walk, HttpRequest request)
    {
        var state = walk.State;
        var session = state.Session;
        var open = session.Open;
        return new SessionView(
            walk.Id,
            session.Name.Length > 0 ? session.Name : null,
            session.Generator,
            session.Length,
            state.Actions,
            session.SliderCount,
            [.. state.Strip.Select(step => new StepView(step.Node, step.IsStart, step.OtherBranches))],
            session.Current,
            open.Place,
            open.Offer is { } offer ? new LineView(offer.SingularValues, offer.Ranges, offer.LowerRanges) : null,
            session.NeedsDirections && walk.Failure is { } failure ? ProblemWriter.Sentence(failure, ProblemWriter.IsChinese(request)) : null,
            session.BestNode is { } best ? new BestView(best, $"{best}/{string.Join(',', state.BestPlace)}") : null,
            [.. session.Stars.Select(star => new StarView(star.Id))],
            session.StarShown(walk.Generator.LatentSpace)?.Id,
            open.Parent is not null || !open.AtCentre,
            state.CanRedo,
            open.Point.Conditions,
            session.SlidersShown);
    }

    public static SessionSummary View(this Sessions.SessionSummary summary) =>
        new(summary.Id, summary.Name.Length > 0 ? summary.Name : null, summary.Generator, summary.StartedAt, summary.ChangedAt);

    private static bool? MayBeSold(string licence)
    {
        if (licence.Contains("-NC", StringComparison.OrdinalIgnoreCase)) return false;
        return Array.Exists(Sold, known => licence.StartsWith(known, StringComparison.OrdinalIgnoreCase)) ? true : null;
    }
}
