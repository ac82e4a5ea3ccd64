using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Generators;
using Rhumb.Generators.Shapes;
using Rhumb.Scoring;
using Rhumb.Search;
using Rhumb.Search.Gradient;
using Rhumb.Search.Oracles;
using Rhumb.Tests.Rhumb.Generators.Shapes;

namespace Rhumb.Tests.Rhumb.Scoring;

/// <summary>Gradients of scores through a generator whose shapes are known: a ball of squared radius 0.07 + 0.03 z₀.</summary>
public sealed class ShapeScoreGradientTests : IDisposable
{
    private readonly BallGenerator _files = new();
    private readonly ShapeGenerator _generator;
    private readonly TemporaryFolder _folder = new();

    public ShapeScoreGradientTests() => _generator = ShapeGenerator.Load(_files.Folder, new ShapeOptions { DraftResolution = 32 });

    public void Dispose()
    {
        _generator.Dispose();
        _files.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_gradient_of_the_volume_is_that_of_the_ball()
    {
        // V = 4/3 π r³ with r² = 0.07 + 0.03 z₀ and z₀ linear in the latent: ∂V/∂z₀ = 0.06 π r. The field is soft, its logits within ±2.
        using var gradient = new ShapeScoreGradient(_generator, new VolumeScorer());
        float[] latent = [0.3f, 0.4f, -0.5f];
        var at = await AtAsync(gradient, latent);
        var radius = Math.Sqrt(BallGenerator.BallOf(latent).SquaredRadius);
        Assert.Equal(4 / 3.0 * Math.PI * Math.Pow(radius, 3), at.Score, 0.01 * at.Score);
        for (var i = 0; i < 3; i++)
        {
            float[] unit = [0, 0, 0];
            unit[i] = 1;
            var perLatent = (BallGenerator.BallOf(unit).SquaredRadius - 0.07) / 0.03;
            Assert.Equal(0.06 * Math.PI * radius * perLatent, at.Gradient[i], 0.03 * 0.06 * Math.PI * radius);
        }
    }

    [Fact]
    public async Task Volume_and_likeness_climb_and_minimising_shrinks()
    {
        var start = Point.Of("latent", [0.3f, 0.4f, -0.5f]);
        var target = ((ShapeOutput)(await _generator.GenerateAsync([Point.Of("latent", [0.5f, -0.4f, 0.3f])], Detail.Draft, default))[0]).Solid;
        foreach (var scorer in (IScorer[])[new VolumeScorer(), new IntersectionScorer(target), new NegatedScorer(new VolumeScorer())])
        {
            var gradient = ScoreGradients.Of(_generator, scorer);
            var oracle = new ScorerOracle(_generator, scorer, gradient: gradient);
            var found = await new SearchLoop(new GradientAscent(), oracle, _generator, new SearchBudget(12)).RunAsync(start, cancellation: TestContext.Current.CancellationToken);
            Assert.True(found.BestScore > found.InitialScore, $"{scorer.Name}: {found.InitialScore} → {found.BestScore}");
            (gradient as IDisposable)?.Dispose();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_onnx_file_scores_and_has_a_gradient(bool flat)
    {
        using var scorer = new OnnxScorer(WriteScore(16, flat));
        Assert.Equal(16, scorer.Resolution);
        var shape = await _generator.DecodeAsync(Point.Of("latent", [0.3f, 0.4f, -0.5f]), 32, default);
        Assert.Equal(shape.Solid.Fill, (await scorer.ScoreAsync([shape], default))[0], 1e-5);   // averaging keeps the volume
        using var own = new ShapeScoreGradient(_generator, scorer);
        using var volume = new ShapeScoreGradient(_generator, new VolumeScorer(), 16);
        var (a, b) = (await AtAsync(own, [0.3f, 0.4f, -0.5f]), await AtAsync(volume, [0.3f, 0.4f, -0.5f]));
        Assert.Equal(b.Score, a.Score, 1e-5);
        for (var i = 0; i < 3; i++) Assert.Equal(b.Gradient[i], a.Gradient[i], 1e-5);
    }

    [Fact]
    public void Files_that_are_no_scores_are_refused_with_a_sentence()
    {
        foreach (var path in (string[])[_folder["absent.onnx"], _folder.Write("text.onnx", "no model"), _files["decoder.onnx"]])
            Assert.Contains(path, Assert.Throws<RhumbException>(() => new OnnxScorer(path)).Message, StringComparison.Ordinal);
    }

    /// <summary>A score file: the mean of its grid.</summary>
    private string WriteScore(int n, bool flat)
    {
        var graph = new GraphBuilder();
        var grid = flat ? GraphBuilder.Input("grid", ElementType.Float, -1, n * n * n) : GraphBuilder.Input("grid", ElementType.Float, -1, n, n, n);
        var mean = graph.Named("mean", graph.ReduceMean(grid, flat ? [1] : [1, 2, 3]), [-1]);
        OnnxFile.Write(Model.Of(graph.Build("score", [grid], [mean]), GraphBuilder.MinimumOpset), _folder["score.onnx"]);
        return _folder["score.onnx"];
    }

    private static Task<ScoreGradient> AtAsync(ShapeScoreGradient gradient, float[] latent) => gradient.AtAsync(Point.Of("latent", latent), TestContext.Current.CancellationToken);
}
