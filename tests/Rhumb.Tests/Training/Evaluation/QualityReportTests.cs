using Rhumb.LinearAlgebra;
using Rhumb.Training.Evaluation;

namespace Rhumb.Tests.Training.Evaluation;

public sealed class QualityReportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public QualityReportTests() => Directory.CreateDirectory(_folder.Path);

    public void Dispose() => _folder.Dispose();

    /// <summary>What is stated holds: of many trainings whose figures vary as a normal distribution does, 95 of 100 others lie within the spread of many trainings.</summary>
    [Fact]
    public void Another_training_lies_within_the_spread_in_95_of_100_cases()
    {
        var random = new RandomStream(1, "spread");
        var (inside, cases) = (0, 2000);
        var values = new float[32];
        for (var i = 0; i < cases; i++)
        {
            random.Normal(values);
            var report = new QualityReport(Run(0, values[0]), [.. values[1..31].Select((value, k) => Run(k + 1, value))]);
            inside += Math.Abs(values[31] - values[0]) <= report.Spread(report.Own.Figures[0]) ? 1 : 0;
        }
        Assert.InRange(inside / (double)cases, 0.93, 0.97);
    }

    [Fact]
    public void Counting_few_samples_is_never_less_than_its_own_noise()
    {
        QualityRun Shares(long seed, double share) => new($"train --seed {seed}", [QualityFigure.Share("heard", share, 100)]);
        var report = new QualityReport(Shares(1, 0.9), [Shares(2, 0.9)]);
        Assert.Equal(2 * Math.Sqrt(2) * 0.03, report.Spread(report.Own.Figures[0])!.Value, 1e-9);
        Assert.Equal("8.5 points", report.Own.Figures[0].WriteDistance(report.Spread(report.Own.Figures[0])!.Value));
    }

    [Fact]
    public void What_was_written_is_read()
    {
        var report = new QualityReport(Run(1, 0.5f), [Run(2, 0.25f), new QualityRun("train --seed 3", [new("worst", FigureKind.Points, 7) { Counting = 1, Ceiling = 6, Wanted = 10, AtMost = true }])]);
        report.Write(_folder.Path);
        var read = QualityReport.Read(_folder.Path)!;
        Assert.Equal(report.Own.Figures, read.Own.Figures);
        Assert.Equal(report.Others.SelectMany(other => other.Figures), read.Others.SelectMany(other => other.Figures));
        Assert.Equal([2, 3], read.Others.Select(other => other.Seed));
        Assert.Null(QualityReport.Read(_folder["nowhere"]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"own\": {}}")]
    [InlineData("{\"own\": {\"command\": \"train\", \"figures\": [{\"name\": \"a\", \"kind\": \"Weight\", \"value\": 1}]}, \"others\": []}")]
    public async Task A_damaged_file_is_told(string text)
    {
        await File.WriteAllTextAsync(_folder[QualityReport.FileName], text, TestContext.Current.CancellationToken);
        var message = Assert.Throws<RhumbException>(() => QualityReport.Read(_folder.Path)).Message;
        Assert.Contains("is damaged", message, StringComparison.Ordinal);
        Assert.Contains("--evaluate", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Only_trainings_of_the_recipe_with_other_seeds_are_compared()
    {
        var report = new QualityReport(Run(1, 0.5f), []);
        Assert.Contains("--seed 2", Assert.Throws<RhumbException>(() => report.Beside([Run(1, 0.4f)])).Message, StringComparison.Ordinal);
        Assert.Contains("more than the seed", Assert.Throws<RhumbException>(() => report.Beside([new QualityRun("train --seed 2 --steps 10", [])])).Message, StringComparison.Ordinal);
        // Measured again, a training replaces itself.
        var both = report.Beside([Run(3, 0.1f), Run(2, 0.4f)]).Beside([Run(2, 0.3f)]);
        Assert.Equal([(2L, 0.3f), (3L, 0.1f)], both.Others.Select(other => (other.Seed, (float)other.Figures[0].Value)));
    }

    [Theory]
    [InlineData(0.95, null, false, 0.95, true)]
    [InlineData(0.94, null, false, 0.95, false)]
    [InlineData(0.81, 0.9, false, 0.95, true)]
    [InlineData(0.80, 0.9, false, 0.95, false)]
    [InlineData(7, 6.0, true, 10.0, true)]
    [InlineData(10.5, 20.0, true, 10.0, false)]
    public void What_is_wanted_holds_or_not(double value, double? ceiling, bool atMost, double wanted, bool holds) =>
        Assert.Equal(holds, new QualityFigure("a", FigureKind.Ratio, value) { Ceiling = ceiling, AtMost = atMost, Wanted = wanted }.Holds);

    private static QualityRun Run(long seed, float value) => new($"train --seed {seed}", [new QualityFigure("a", FigureKind.Ratio, value)]);
}
