using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;
using Rhumb.Autodiff.Passes;

namespace Rhumb.Generators.Images;

/// <summary>What follows a decoder's image in one graph: its values brought to [0, 1], as pixels or as the metric sees them.</summary>
/// <param name="folder">The generator's files, its classifier among them.</param>
internal sealed class ImageHead(GeneratorFolder folder) : IDecoderHead<ImageMetric>
{
    /// <summary>Blocks that <see cref="ImageMetric.Reduced"/> aims at along the longer side, and how many it leaves at least along the shorter one, if that has as many pixels.</summary>
    private const int GlanceSize = 16, LeastBlocks = 8;

    private readonly ImageLayout _layout = folder.Manifest.Image!;

    public string OutputName => "image";

    public IReadOnlyList<long> Shape => [_layout.Channels, _layout.Height, _layout.Width];

    public string Words => $"images of {_layout.Width} × {_layout.Height} pixels in {_layout.Channels} channel{(_layout.Channels == 1 ? "" : "s")}";

    /// <summary>
    /// Rows and columns of the blocks that <paramref name="metric"/> averages: squares, but for long strips, whose shorter side would be seen by too few. What is left over at the right and lower
    /// edges is left out.
    /// </summary>
    public (int Rows, int Columns) BlockOf(ImageMetric metric)
    {
        var square = Math.Max(1, (int)Math.Round(Math.Max(_layout.Height, _layout.Width) / (double)GlanceSize));
        return metric == ImageMetric.Pixels ? (1, 1) : (Along(_layout.Height), Along(_layout.Width));
        int Along(int side) => Math.Min(square, Math.Max(1, side / LeastBlocks));
    }

    public int CountOf(ImageMetric metric) => metric == ImageMetric.Features
        ? (int)Features().Output.Dims![1].Size!.Value
        : _layout.Channels * (_layout.Height / BlockOf(metric).Rows) * (_layout.Width / BlockOf(metric).Columns);

    public void Check(Value output, string path)
    {
        long[] wanted = _layout.Axes == ImageAxes.ChannelsFirst ? [_layout.Channels, _layout.Height, _layout.Width] : [_layout.Height, _layout.Width, _layout.Channels];
        if (output.Dims is { } dims && (dims.Count != 4 || dims.Skip(1).Zip(wanted).Any(pair => pair.First.Size is { } size && size != pair.Second)))
            throw new RhumbException($"The manifest says that images are [B, {string.Join(", ", wanted)}], but '{path}' returns {output}; correct 'image'.");
    }

    /// <summary>Pixels [B, H, W, C], clipped to [0, 1].</summary>
    public Model Decode(Value output) => Head(DecoderHeads.Values, (g, image) => g.Clip(g.Transpose(image, 0, 2, 3, 1), 0, 1));

    public Model Scored(Value output) => Head(DecoderHeads.Scored, (_, image) => image);

    /// <summary>The image in the decoder's own range and order of axes.</summary>
    public Value Judged(GraphBuilder g, Value x)
    {
        var ranged = (new Term(g, x) * (_layout.High - _layout.Low)) + _layout.Low;
        return _layout.Axes == ImageAxes.ChannelsFirst ? ranged : g.Transpose(ranged, 0, 2, 3, 1);
    }

    public float[]? Of(Output output)
    {
        if (output is not ImageOutput image || (image.Height, image.Width, image.Channels) != (_layout.Height, _layout.Width, _layout.Channels))
            return null;
        // [H, W, C] → [C, H, W].
        var (planes, area) = (new float[image.Values.Length], image.Height * image.Width);
        for (var i = 0; i < area; i++)
            for (var channel = 0; channel < image.Channels; channel++)
                planes[(channel * area) + i] = image.Values[(i * image.Channels) + channel];
        return planes;
    }

    public Model Metric(Value output, ImageMetric metric) => metric == ImageMetric.Features ? Judged(output) : Head(DecoderHeads.Metric, (g, image) =>
    {
        var (rows, columns) = BlockOf(metric);
        var reduced = (rows, columns) == (1, 1) ? image : g.Emit("AveragePool", [image], image.ElementType, [-1, _layout.Channels, _layout.Height / rows, _layout.Width / columns],
            new() { { "kernel_shape", (long[])[rows, columns] }, { "strides", (long[])[rows, columns] } });
        return g.Reshape(reduced, -1, CountOf(metric));
    });

    // The decoder's own image through the classifier to its features.
    private Model Judged(Value output)
    {
        var (classifier, features) = Features();
        var g = new GraphBuilder("features_");
        var (image, found) = (new Value(DecoderHeads.Input, ElementType.Float, output.Dims), GraphBuilder.Input("features_given", ElementType.Float, -1, features.Dims![1].Size!.Value));
        var before = Model.Of(g.Build("image", [image], [g.Named("features_image", image, output.Dims is null ? [-1, _layout.Channels, _layout.Height, _layout.Width] : image.Extents)]), GraphBuilder.MinimumOpset);
        var after = new GraphBuilder("features_out_");
        var named = Model.Of(after.Build("features", [found], [after.Named(DecoderHeads.Metric, found)]), GraphBuilder.MinimumOpset);
        return Compose.Chain(Compose.Chain(before, classifier, classifier.Graph.Inputs[0].Name, "features_image"), named, found.Name, features.Name);
    }

    // The classifier with its features alone.
    private (Model Classifier, Value Output) Features()
    {
        var classifier = folder.Classifier();
        return classifier?.Graph.Outputs.FirstOrDefault(each => each.Name == "features") is { Dims: [_, { Size: not null }] } output && classifier.Graph.Inputs.Count == 1
            ? (classifier with { Graph = classifier.Graph with { Outputs = [output] } }, output)
            : throw new RhumbException($"Generator '{folder.Manifest.Name}' has no classifier with an output 'features' [B, f], so there is no metric 'features'; choose another.");
    }

    // The body sees [B, C, H, W] with 0 for black and 1 for white.
    private Model Head(string name, Func<GraphBuilder, Value, Value> body)
    {
        var g = new GraphBuilder(name + "_");
        var first = _layout.Axes == ImageAxes.ChannelsFirst;
        var image = first
            ? GraphBuilder.Input(DecoderHeads.Input, ElementType.Float, -1, _layout.Channels, _layout.Height, _layout.Width)
            : GraphBuilder.Input(DecoderHeads.Input, ElementType.Float, -1, _layout.Height, _layout.Width, _layout.Channels);
        var ordered = new Term(g, first ? image : g.Transpose(image, 0, 3, 1, 2));
        var output = g.Named(name, body(g, (ordered - _layout.Low) / (_layout.High - _layout.Low)));
        return Model.Of(g.Build(name, [image], [output]), GraphBuilder.MinimumOpset);
    }
}
