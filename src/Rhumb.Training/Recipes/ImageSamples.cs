using Rhumb.Autodiff.Graphs;
using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Pixels;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;
using ElementType = Rhumb.Runtime.ElementType;

namespace Rhumb.Training.Recipes;

/// <summary>A generator at given weights, ready to draw samples; with classes, row number i is of class i mod k.</summary>
/// <param name="generator">Latents, its first input, and one-hot classes, its second where it has one, to <c>image</c>.</param>
/// <param name="shape">Size of its images.</param>
internal sealed class ImageSamples(Model generator, ImageShape shape) : IDisposable
{
    private const int Batch = 100;
    private readonly CompiledGraph _generator = GraphRuntime.Compile(generator);

    private int Latent => (int)_generator.Inputs[0].Shape[1]!.Value;

    private int Classes => _generator.Inputs.Count > 1 ? (int)_generator.Inputs[1].Shape[1]!.Value : 0;

    /// <summary>Images [count, C·H·W] in [−1, 1] of latents z ~ N(0, I), number i of the stream i.</summary>
    public RowMatrix Draw(int count, long seed, CancellationToken cancellation)
    {
        var latents = new RowMatrix(count, Latent);
        for (var i = 0; i < count; i++)
            new RandomStream(seed, "sample", i).Normal(latents.Row(i));
        return Of(latents, cancellation);
    }

    /// <summary>Images [n, C·H·W] in [−1, 1] of <paramref name="latents"/> [n, d].</summary>
    public RowMatrix Of(RowMatrix latents, CancellationToken cancellation)
    {
        var images = new RowMatrix(latents.Rows, shape.Channels * shape.Height * shape.Width);
        for (var start = 0; start < latents.Rows; start += Batch)
        {
            var rows = Math.Min(Batch, latents.Rows - start);
            using var z = Tensor.Create<float>(latents.Values.AsSpan(start * Latent, rows * Latent), rows, Latent);
            using var label = Tensor.Create<float>(OneHot(start, rows), rows, Classes);
            var inputs = new Dictionary<string, Tensor>(StringComparer.Ordinal) { [_generator.Inputs[0].Name] = z };
            if (Classes > 0)
                inputs[_generator.Inputs[1].Name] = label;
            using var image = _generator.Run(inputs, cancellation)["image"];
            image.AsSpan<float>().CopyTo(images.Values.AsSpan(start * images.Columns));
        }
        return images;
    }

    /// <summary>One picture of the first samples, a column for each class.</summary>
    public RgbaImage Sheet(int rows, int columns, long seed, CancellationToken cancellation) =>
        ImageSheet.Compose(shape, columns, [Draw(rows * columns, seed, cancellation)], rows * columns);

    public void Dispose() => _generator.Dispose();

    private float[] OneHot(int start, int rows)
    {
        var label = new float[rows * Classes];
        for (var row = 0; Classes > 0 && row < rows; row++)
            label[(row * Classes) + ((start + row) % Classes)] = 1;
        return label;
    }
}
