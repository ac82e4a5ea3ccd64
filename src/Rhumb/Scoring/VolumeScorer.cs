using Rhumb.Generators;
using Rhumb.Generators.Shapes;

namespace Rhumb.Scoring;

/// <summary>Volume of a shape as a share of the cube it is decoded in: samples inside / n³.</summary>
public sealed class VolumeScorer : IScorer
{
    /// <inheritdoc/>
    public string Name => "volume";

    /// <inheritdoc/>
    /// <exception cref="RhumbException">An output is not a shape.</exception>
    public Task<IReadOnlyList<double>> ScoreAsync(IReadOnlyList<Output> outputs, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<double>>([.. outputs.Select(output => ShapeOf(output).Solid.Fill)]);

    private static ShapeOutput ShapeOf(Output output) => output as ShapeOutput
        ?? throw new RhumbException("The score 'volume' needs a generator of shapes.");
}
