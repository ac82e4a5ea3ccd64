using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using ElementType = Rhumb.Runtime.ElementType;

namespace Rhumb.Training.Evaluation;

/// <summary>A classifier at work: the classes, or the values of several attributes, and the features of images, or of sounds.</summary>
public sealed class ImageJudge : IDisposable
{
    private const int Batch = 250;
    private readonly CompiledGraph _classifier;
    private readonly IReadOnlyList<int>? _heads;

    /// <summary>Compiles a classifier: <c>image</c> [B, C, h, w] in [−1, 1], or <c>sound</c> [B, n], to <c>logits</c> [B, k] and <c>features</c> [B, f].</summary>
    /// <param name="classifier">The classifier.</param>
    /// <param name="heads">Number of values of each attribute, whose logits stand side by side; null for one attribute.</param>
    public ImageJudge(Model classifier, IReadOnlyList<int>? heads = null) : this(GraphRuntime.Compile(classifier), heads) { }

    /// <summary>A compiled classifier, owned from here on.</summary>
    public ImageJudge(CompiledGraph classifier, IReadOnlyList<int>? heads = null) => (_classifier, _heads) = (classifier, heads);

    /// <summary>The most likely value of each attribute of each image [n, C·h·w] in [−1, 1], or sound, as [n, A], and their features [n, f].</summary>
    public (int[] Classes, RowMatrix Features) Judge(RowMatrix images, CancellationToken cancellation)
    {
        var classes = new List<int>(images.Rows);
        RowMatrix? features = null;
        var input = _classifier.Inputs[0];
        for (var start = 0; start < images.Rows; start += Batch)
        {
            var rows = Math.Min(Batch, images.Rows - start);
            using var image = Tensor.Create<float>(images.Values.AsSpan(start * images.Columns, rows * images.Columns), [rows, .. input.Shape.Skip(1).Select(length => length!.Value)]);
            var results = _classifier.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { [input.Name] = image }, cancellation);
            using var logits = results["logits"];
            using var found = results["features"];
            var k = (int)logits.Shape[1];
            for (var row = 0; row < rows; row++)
                Choose(logits.AsSpan<float>().Slice(row * k, k), classes);
            features ??= new RowMatrix(images.Rows, (int)found.Shape[1]);
            found.AsSpan<float>().CopyTo(features.Values.AsSpan(start * features.Columns));
        }
        return ([.. classes], features ?? new RowMatrix(0, 1));
    }

    /// <summary>The images of a data set as rows [n, C·h·w] in [−1, 1].</summary>
    public static RowMatrix Rows(ImageDataSet data)
    {
        var rows = new RowMatrix(data.Count, data.Area);
        for (var i = 0; i < data.Count; i++)
            data.CopyTo(i, rows.Row(i));
        return rows;
    }

    /// <summary>Share of images, and of attributes where there are several, whose most likely value is their own.</summary>
    public double Accuracy(ImageDataSet data, CancellationToken cancellation)
    {
        var (classes, _) = Judge(Rows(data), cancellation);
        return classes.Where((found, i) => found == data.Labels[i]).Count() / (double)data.Labels.Length;
    }

    /// <summary>Releases the classifier.</summary>
    public void Dispose() => _classifier.Dispose();

    private void Choose(ReadOnlySpan<float> logits, List<int> classes)
    {
        if (_heads is null)
            classes.Add(System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits));
        for (var (head, start) = (0, 0); _heads is not null && head < _heads.Count; start += _heads[head++])
            classes.Add(System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits.Slice(start, _heads[head])));
    }
}
