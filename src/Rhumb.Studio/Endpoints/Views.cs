using Rhumb.Generators;

namespace Rhumb.Studio.Endpoints;

/// <summary>A generator to choose from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it makes.</param>
/// <param name="Dimension">d, the number of latent coordinates.</param>
/// <param name="Licence">SPDX identifier of the licence of its weights and of what they make.</param>
/// <param name="MayBeSold">Whether exports may be sold; null where the licence does not tell.</param>
/// <param name="CreditLine">One line that names every party.</param>
/// <param name="Credits">Everyone to be credited.</param>
/// <param name="Metres">Of shapes the length in metres of the longest side on export; null for other kinds.</param>
/// <param name="Manifest">The whole manifest.</param>
internal sealed record GeneratorView(
    string Name, GeneratorKind Kind, int Dimension, string Licence, bool? MayBeSold, string CreditLine, IReadOnlyList<Credit> Credits,
    double? Metres, GeneratorManifest Manifest);

/// <summary>A session as the page shows it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What the person calls it; null without a name.</param>
/// <param name="Generator">Name of its generator.</param>
/// <param name="Revision">Number of its events: grows with every change.</param>
/// <param name="Actions">Number of events that a person caused.</param>
/// <param name="SliderCount">Number of sliders wanted.</param>
/// <param name="Path">The strip: the steps to where the person is, and those that redo leads to.</param>
/// <param name="Current">Id of the open step.</param>
/// <param name="Place">t of each slider of the open step as recorded; empty while its directions are being computed.</param>
/// <param name="Line">The sliders; null while they are being computed.</param>
/// <param name="DirectionsFailed">Why no directions were found at the open step; null while all is well.</param>
/// <param name="Best">What was kept; null before the first.</param>
/// <param name="Stars">The starred results, in the order of starring.</param>
/// <param name="StarShown">The star of what is shown at the recorded place; null where it has none.</param>
/// <param name="CanUndo">Whether undo leads anywhere.</param>
/// <param name="CanRedo">Whether redo leads anywhere.</param>
/// <param name="Conditions">What is chosen at the open step, by the names of the manifest's conditions; empty where the generator has none.</param>
/// <param name="Interactions">Sliders shown so far, accepted or not.</param>
internal sealed record SessionView(
    string Id, string? Name, string Generator, long Revision, long Actions, int SliderCount, IReadOnlyList<StepView> Path, int Current,
    IReadOnlyList<double> Place, LineView? Line, string? DirectionsFailed, BestView? Best, IReadOnlyList<StarView> Stars, int? StarShown, bool CanUndo, bool CanRedo,
    IReadOnlyDictionary<string, string> Conditions, int Interactions);

/// <summary>A step of the strip.</summary>
/// <param name="Id">Its id, used in frames and to go there.</param>
/// <param name="IsStart">Whether it is a random start.</param>
/// <param name="OtherBranches">Steps that go on from here elsewhere than the strip does.</param>
internal sealed record StepView(int Id, bool IsStart, IReadOnlyList<int> OtherBranches);

/// <summary>The sliders of a step.</summary>
/// <param name="SingularValues">σ of each direction.</param>
/// <param name="Ranges">Half-range of each slider in latent units, where t ≥ 0.</param>
/// <param name="LowerRanges">Half-range of each slider where t is negative.</param>
internal sealed record LineView(IReadOnlyList<double> SingularValues, IReadOnlyList<double> Ranges, IReadOnlyList<double> LowerRanges);

/// <summary>What was kept as best.</summary>
/// <param name="Step">The step that it was kept from.</param>
/// <param name="Key">Changes when something else is kept.</param>
internal sealed record BestView(int Step, string Key);

/// <summary>A starred result.</summary>
/// <param name="Id">Its id, used in frames and to go there.</param>
internal sealed record StarView(int Id);

/// <summary>A line of the list of sessions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What the person calls it; null without a name.</param>
/// <param name="Generator">Name of its generator.</param>
/// <param name="Created">When it began.</param>
/// <param name="Updated">When it changed last.</param>
internal sealed record SessionSummary(string Id, string? Name, string Generator, DateTimeOffset Created, DateTimeOffset Updated);

/// <summary>A part of the list of sessions, the last changed first.</summary>
/// <param name="Sessions">The part asked for.</param>
/// <param name="Total">How many there are.</param>
internal sealed record SessionList(IReadOnlyList<SessionSummary> Sessions, int Total);

/// <summary>A new session.</summary>
/// <param name="Generator">Name of the generator; null for the first.</param>
/// <param name="Seed">Seed of the start; null for a random one.</param>
/// <param name="Name">What to call it.</param>
/// <param name="Conditions">What to choose at the start, by the names of the manifest's conditions; what is left out is drawn.</param>
internal sealed record NewSession(string? Generator = null, long? Seed = null, string? Name = null, IReadOnlyDictionary<string, string>? Conditions = null);

/// <summary>How far what is shown is from the start.</summary>
/// <param name="FromStart">Visible change, 0 for equal outputs, 1 for nothing in common.</param>
/// <param name="Distance">Latent distance ‖z − z_start‖.</param>
internal sealed record ChangeView(double FromStart, double Distance);
