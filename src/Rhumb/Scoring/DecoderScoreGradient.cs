using Rhumb.Autodiff;
using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.Runtime;

namespace Rhumb.Scoring;

/// <summary>∂s/∂z of a score of images or sounds: prior, decoder and score are one graph, and reverse mode runs through it once.</summary>
/// <remarks>Values beyond black and white, or beyond full scale, count as they are, where the score itself sees them clipped: what is too bright still has a slope.</remarks>
/// <param name="generator">G; owned by the caller.</param>
/// <param name="scorer">s; owned by the caller.</param>
internal sealed class DecoderScoreGradient(IComposedGenerator generator, DecoderScorer scorer) : IScoreGradient, IDisposable
{
    private const string S = IDifferentiableScorer.OutputName;
    private readonly Lazy<CompiledGraph> _graph = new(() => Compile(generator, scorer));

    /// <inheritdoc/>
    public async Task<ScoreGradient> AtAsync(Point point, CancellationToken cancellation)
    {
        var graph = await Task.Run(() => _graph.Value, cancellation);
        var inputs = generator.Inputs(point);
        inputs[$"{S}_cotangent"] = Tensor.Create<float>([1], 1);
        try
        {
            var results = await graph.RunAsync(inputs, cancellation);
            using var score = results[S];
            using var gradient = results[$"{generator.LatentSpace.Blocks[0].Name}_cotangent"];
            return new ScoreGradient(score.AsSpan<float>()[0], gradient.ToArray<float>());
        }
        finally
        {
            foreach (var tensor in inputs.Values)
                tensor.Dispose();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_graph.IsValueCreated) _graph.Value.Dispose();
    }

    private static CompiledGraph Compile(IComposedGenerator generator, DecoderScorer scorer)
    {
        var request = new DerivativeRequest { WithRespectTo = [generator.LatentSpace.Blocks[0].Name], Of = [S], Vectors = 1 };
        try
        {
            return generator.Compile(Vjp.Build(generator.Followed(scorer.Model, IDifferentiableScorer.InputName), request, GraphRuntime.Probe));
        }
        catch (GraphException error)
        {
            throw new RhumbException($"The score '{scorer.Name}' cannot be differentiated (search along lines, which needs no gradient): {error.Message}", error);
        }
    }
}
