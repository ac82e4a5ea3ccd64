namespace Rhumb.Generators;

/// <summary>How the output of an image generator is to be read.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Axes">Where the channels are.</param>
/// <param name="Low">The value that is black.</param>
/// <param name="High">The value that is white.</param>
public sealed record ImageLayout(int Height, int Width, int Channels = 3, ImageAxes Axes = ImageAxes.ChannelsFirst, float Low = -1, float High = 1);
