using Rhumb.Autodiff.Graphs;
using Rhumb.Autodiff.Graphs.Building;

namespace Rhumb.Generators.Importing;

/// <summary>How an output is to be read as an image, from the shape of one sample.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 or 3.</param>
/// <param name="Axes">Where the channels are.</param>
/// <param name="IsFolded">Whether the output must be reshaped first: it comes without its channels, or flattened.</param>
internal sealed record ImageReading(int Height, int Width, int Channels, ImageAxes Axes, bool IsFolded)
{
    /// <summary>The reading of an output of shape [1, …]; null, with a question added, where it is no image or may be read in two ways.</summary>
    public static ImageReading? Of(ReadOnlySpan<long> shape, ImageAxes? asked, List<ImportQuestion> questions)
    {
        long[] inner = [.. shape[1..]];
        var text = Autodiff.Graphs.Shapes.Text(shape);
        switch (inner.Length)
        {
            case 3:
                var (first, last) = (inner[0] is 1 or 3, inner[2] is 1 or 3);
                if (first && last && asked is null)
                {
                    questions.Add(new ImportQuestion("--axes nchw|nhwc", $"an output of shape {text} may have its channels first or last"));
                    return null;
                }
                if ((asked ?? (first ? ImageAxes.ChannelsFirst : ImageAxes.ChannelsLast)) == ImageAxes.ChannelsFirst)
                    return first ? new ImageReading((int)inner[1], (int)inner[2], (int)inner[0], ImageAxes.ChannelsFirst, IsFolded: false) : throw NoImage(text);
                return last ? new ImageReading((int)inner[0], (int)inner[1], (int)inner[2], ImageAxes.ChannelsLast, IsFolded: false) : throw NoImage(text);
            case 2:
                return new ImageReading((int)inner[0], (int)inner[1], 1, ImageAxes.ChannelsFirst, IsFolded: true);
            case 1:
                foreach (var channels in (int[])[1, 3])
                    if (inner[0] % channels == 0 && (int)Math.Round(Math.Sqrt(inner[0] / (double)channels)) is var side && side > 3 && (long)side * side * channels == inner[0])
                        return new ImageReading(side, side, channels, asked ?? ImageAxes.ChannelsFirst, IsFolded: true);
                throw NoImage(text);
            default:
                throw NoImage(text);
        }
    }

    /// <summary>What brings a folded output to [B, C, H, W] (or [B, H, W, C]); null where it is not folded.</summary>
    public Model? Unfolding(string input, Value output)
    {
        if (!IsFolded)
            return null;
        var g = new GraphBuilder("import_");
        var folded = new Value(input, ElementType.Float, output.Dims);
        var image = Axes == ImageAxes.ChannelsFirst ? g.Reshape(folded, -1, Channels, Height, Width) : g.Reshape(folded, -1, Height, Width, Channels);
        return Model.Of(g.Build("import", [folded], [g.Named("image", image)]), GraphBuilder.MinimumOpset);
    }

    private static RhumbException NoImage(string shape) => new(
        $"The output has the shape {shape}, which is no image [batch, 1 or 3, height, width] or [batch, height, width, 1 or 3]; export the decoder with an image as its output (opacity as a fourth channel laid on a background, x[:, :3] * x[:, 3:] + 1 - x[:, 3:]), or choose another with --of NAME.");
}
