namespace Rhumb.Training.Architectures;

/// <summary>One 3-D convolution of an encoder, followed by a leaky rectifier.</summary>
/// <param name="Channels">Channels it returns.</param>
/// <param name="Kernel">Kernel length on each axis.</param>
/// <param name="Stride">Stride on each axis.</param>
/// <param name="Pad">Zeros on each side.</param>
public sealed record EncoderConvolution(int Channels, int Kernel, int Stride, int Pad);
