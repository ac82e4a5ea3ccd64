using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Images;

/// <summary>What follows a decoder's image in one graph: its values brought to [0, 1], as pixels or as the metric sees them.</summary>
/// <param name="layout">How the decoder's output is to be read.</param>
internal sealed class ImageHead(ImageLayout layout)
{
    /// <summary>Name of the input of every head.</summary>
    public const string Input = "head_image";

    /// <summary>Name of the output of <see cref="Pixels"/>.</summary>
    public const string PixelsName = "head_pixels";

    /// <summary>Name of the output of <see cref="Metric"/>.</summary>
    public const string MetricName = "metric";

    /// <summary>Name of the output of <see cref="Planes"/>.</summary>
    public const string PlanesName = "head_planes";

    /// <summary>Pixels a side that <see cref="ImageMetric.Reduced"/> aims at.</summary>
    private const int GlanceSize = 16;

    /// <summary>Side of the blocks that <paramref name="metric"/> averages; what is left over at the right and lower edges is left out.</summary>
    public int BlockOf(ImageMetric metric) => metric == ImageMetric.Pixels ? 1 : Math.Max(1, (int)Math.Round(Math.Max(layout.Height, layout.Width) / (double)GlanceSize));

    /// <summary>Number of outputs of <see cref="Metric"/>.</summary>
    public int CountOf(ImageMetric metric) => layout.Channels * (layout.Height / BlockOf(metric)) * (layout.Width / BlockOf(metric));

    /// <summary>The decoder's image to pixels [B, H, W, C], clipped to [0, 1].</summary>
    public Model Pixels() => Head(PixelsName, (g, image) => g.Clip(g.Transpose(image, 0, 2, 3, 1), 0, 1));

    /// <summary>The decoder's image to [B, C, H, W], 0 for black and 1 for white, not clipped.</summary>
    public Model Planes() => Head(PlanesName, (_, image) => image);

    /// <summary>The decoder's image to φ [B, n]: not clipped, so that what is too bright or too dark still has a derivative.</summary>
    public Model Metric(ImageMetric metric) => Head(MetricName, (g, image) =>
    {
        long block = BlockOf(metric);
        var reduced = block == 1 ? image : g.Emit("AveragePool", [image], image.ElementType, [-1, layout.Channels, layout.Height / block, layout.Width / block],
            new() { { "kernel_shape", (long[])[block, block] }, { "strides", (long[])[block, block] } });
        return g.Reshape(reduced, -1, CountOf(metric));
    });

    // The body sees [B, C, H, W] with 0 for black and 1 for white.
    private Model Head(string name, Func<GraphBuilder, Value, Value> body)
    {
        var g = new GraphBuilder(name + "_");
        var first = layout.Axes == ImageAxes.ChannelsFirst;
        var image = first
            ? GraphBuilder.Input(Input, ElementType.Float, -1, layout.Channels, layout.Height, layout.Width)
            : GraphBuilder.Input(Input, ElementType.Float, -1, layout.Height, layout.Width, layout.Channels);
        var ordered = new Term(g, first ? image : g.Transpose(image, 0, 3, 1, 2));
        var output = g.Named(name, body(g, (ordered - layout.Low) / (layout.High - layout.Low)));
        return Model.Of(g.Build(name, [image], [output]), GraphBuilder.MinimumOpset);
    }
}
