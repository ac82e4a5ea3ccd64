using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators.Importing;

namespace Rhumb.Tests.Rhumb.Generators.Importing;

/// <summary>What has no directions says so on import, not when it is walked.</summary>
public sealed class DirectionsTrialTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, Func<GraphBuilder, Value, Value>, bool> Decoders => new()
    {
        { "smooth", (g, z) => g.Tanh(z), true },
        { "barely moving", (g, z) => g.Tanh(g.Mul(z, g.Scalar(1e-3))), true },
        { "rounded", (g, z) => g.Emit("Round", [g.Mul(g.Tanh(z), g.Scalar(8))], ElementType.Float, [-1, 16]), false },
        // A code book with the straight-through estimator, z + (q - z).detach(), whose gradient an export does not keep.
        { "looked up", (g, z) => g.Add(z, g.Sub(g.Emit("Sign", [z], ElementType.Float, [-1, 16]), z)), false },
    };

    [Theory]
    [MemberData(nameof(Decoders))]
    public async Task A_derivative_of_zero_is_told(string what, Func<GraphBuilder, Value, Value> body, bool hasDirections)
    {
        var path = WrittenDecoder.Write(_folder, (g, z) => g.Reshape(body(g, z), -1, 1, 4, 4));
        var imported = await ModelImporter.ImportAsync(path, _folder["out"], new ImportAnswers { Range = (-1, 1) }, TestContext.Current.CancellationToken);
        Assert.True(hasDirections != imported.Notes.Any(note => note.StartsWith("No recommended directions", StringComparison.Ordinal)), what);
    }
}
