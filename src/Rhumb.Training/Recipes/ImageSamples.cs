using Rhumb.Generators;
using Rhumb.LinearAlgebra;
using Rhumb.Media;
using Rhumb.Runtime;
using Rhumb.Training.Architectures;

namespace Rhumb.Training.Recipes;

/// <summary>The generator at given weights, ready to draw samples: row number i is of class i mod k.</summary>
internal sealed class ImageSamples : IDisposable
{
    private const int Batch = 100;
    private readonly ConditionalImageGan _network;
    private readonly CompiledGraph _generator;

    public ImageSamples(ConditionalImageGan network, ParameterLayout layout, float[] theta) =>
        (_network, _generator) = (network, GraphRuntime.Compile(ImageNetworks.Generator(network, layout, theta)));

    /// <summary>Images [count, 28²] in [−1, 1] of latents z ~ N(0, I), number i of the stream i.</summary>
    public RowMatrix Draw(int count, long seed, CancellationToken cancellation)
    {
        var images = new RowMatrix(count, ConditionalImageGan.Size * ConditionalImageGan.Size);
        for (var start = 0; start < count; start += Batch)
        {
            var rows = Math.Min(Batch, count - start);
            using var z = Tensor.Allocate(ElementType.Float, rows, _network.Latent);
            using var label = Tensor.Allocate(ElementType.Float, rows, _network.Classes);
            label.AsSpan<float>().Clear();
            for (var row = 0; row < rows; row++)
            {
                new RandomStream(seed, "sample", start + row).Normal(z.AsSpan<float>().Slice(row * _network.Latent, _network.Latent));
                label.AsSpan<float>()[(row * _network.Classes) + ((start + row) % _network.Classes)] = 1;
            }
            using var image = _generator.Run(new Dictionary<string, Tensor>(StringComparer.Ordinal) { ["z"] = z, ["label"] = label }, cancellation)["image"];
            image.AsSpan<float>().CopyTo(images.Values.AsSpan(start * images.Columns));
        }
        return images;
    }

    /// <summary>One picture of the first samples, a column for each class.</summary>
    public RgbaImage Sheet(int rows, long seed, CancellationToken cancellation)
    {
        var images = Draw(rows * _network.Classes, seed, cancellation);
        return ContactSheet.Compose(
            [.. Enumerable.Range(0, images.Rows).Select(i => ImageSheet.Draw(images.Row(i), ConditionalImageGan.Size, ConditionalImageGan.Size, 2))], _network.Classes, gap: 2);
    }

    public void Dispose() => _generator.Dispose();
}
