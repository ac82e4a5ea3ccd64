namespace Rhumb.Generators.Images;

/// <summary>An image that a generator made.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">1 for grey, 3 for red, green and blue.</param>
/// <param name="Values">All values [H, W, C], 0 black to 1 white.</param>
public sealed record ImageOutput(int Height, int Width, int Channels, float[] Values) : Output;
