using Rhumb.Tests.Architecture;

namespace Rhumb.Tests.Autodiff.Exported;

/// <summary>
/// The kinds of networks that people have, as PyTorch exports them, against PyTorch's own float64 derivatives. RHUMB_EXPORTED names another folder that
/// export.py wrote, to try more forms than are kept.
/// </summary>
public sealed class ExportedModelTests
{
    private static readonly string Folder = Environment.GetEnvironmentVariable("RHUMB_EXPORTED") ?? Path.Combine(Repository.Root, "tests", "fixtures", "exported");

    public static TheoryData<string> Names => [.. ExportedModel.Names(Folder)];

    [Theory, MemberData(nameof(Names))]
    public void Derivatives_are_those_of_PyTorch(string name)
    {
        var model = ExportedModel.Load(Folder, name);
        using var check = new DerivativeCheck(model.Model, model.Wrt, model.Of, model.Inputs);
        Assert.InRange(Error(model.X, check.Value()), 0, 1e-4);
        foreach (var k in (int[])[1, ExportedModel.Vectors])
        {
            Assert.InRange(Worst(k, Rows(model.Jv, k), check.Forward(k, model.V.ToDictionary(each => each.Key, each => Rows(each.Value, k)))), 0, 1e-3);
            var backward = check.Backward(k, Rows(model.U, k));
            Assert.InRange(Worst(k, Joined(k, model.Wrt, name => Rows(model.JtU[name], k)), Joined(k, model.Wrt, name => backward[name])), 0, 1e-3);
            Assert.InRange(check.AdjointnessError(k, seed: k), 0, 1e-4);
        }
    }

    private static double[] Rows(double[] all, int k) => all[..(all.Length / ExportedModel.Vectors * k)];

    // By vector, the inputs one after another.
    private static double[] Joined(int k, string[] names, Func<string, double[]> values) => [.. Enumerable.Range(0, k).SelectMany(row => names.SelectMany(name =>
    {
        var each = values(name);
        return each[(row * each.Length / k)..((row + 1) * each.Length / k)];
    }))];

    // The largest of K relative errors.
    private static double Worst(int k, double[] expected, double[] actual) => Enumerable.Range(0, k).Max(row =>
        Error(expected[(row * expected.Length / k)..((row + 1) * expected.Length / k)], actual[(row * actual.Length / k)..((row + 1) * actual.Length / k)]));

    private static double Error(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        return Math.Sqrt(expected.Zip(actual, (a, b) => (a - b) * (a - b)).Sum() / expected.Sum(a => a * a));
    }
}
