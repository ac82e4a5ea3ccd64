using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Runtime;
using Rhumb.Training.Data;
using ElementType = Rhumb.Runtime.ElementType;

namespace Rhumb.Training.Evaluation;

/// <summary>A classifier at work: the classes and the features of images.</summary>
public sealed class ImageJudge : IDisposable
{
    private const int Batch = 250;
    private readonly CompiledGraph _classifier;

    /// <summary>Compiles a classifier: <c>image</c> [B, 1, h, w] in [−1, 1] to <c>logits</c> [B, k] and <c>features</c> [B, f].</summary>
    public ImageJudge(Model classifier) : this(GraphRuntime.Compile(classifier)) { }

    /// <summary>A compiled classifier, owned from here on.</summary>
    public ImageJudge(CompiledGraph classifier) => _classifier = classifier;

    /// <summary>The most likely class of each image [n, h·w] in [−1, 1], and its features [n, f].</summary>
    public (int[] Classes, RowMatrix Features) Judge(RowMatrix images, CancellationToken cancellation)
    {
        var classes = new int[images.Rows];
        RowMatrix? features = null;
        var shape = _classifier.Inputs[0].Shape;
        for (var start = 0; start < images.Rows; start += Batch)
        {
            var rows = Math.Min(Batch, images.Rows - start);
            using var image = Tensor.Create<float>(images.Values.AsSpan(start * images.Columns, rows * images.Columns), rows, 1, shape[2]!.Value, shape[3]!.Value);
            var results = _classifier.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["image"] = image }, cancellation);
            using var logits = results["logits"];
            using var found = results["features"];
            var k = (int)logits.Shape[1];
            for (var row = 0; row < rows; row++)
                classes[start + row] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits.AsSpan<float>().Slice(row * k, k));
            features ??= new RowMatrix(images.Rows, (int)found.Shape[1]);
            found.AsSpan<float>().CopyTo(features.Values.AsSpan(start * features.Columns));
        }
        return (classes, features ?? new RowMatrix(0, 1));
    }

    /// <summary>The images of a data set as rows [n, h·w] in [−1, 1].</summary>
    public static RowMatrix Rows(ImageDataSet data)
    {
        var rows = new RowMatrix(data.Count, data.Area);
        for (var i = 0; i < data.Count; i++)
            data.CopyTo(i, rows.Row(i));
        return rows;
    }

    /// <summary>Share of images whose most likely class is their own.</summary>
    public double Accuracy(ImageDataSet data, CancellationToken cancellation)
    {
        var (classes, _) = Judge(Rows(data), cancellation);
        return classes.Where((found, i) => found == data.Labels[i]).Count() / (double)data.Count;
    }

    /// <summary>Releases the classifier.</summary>
    public void Dispose() => _classifier.Dispose();
}
