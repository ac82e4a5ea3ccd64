namespace Rhumb.Generators.Images;

/// <summary>The metric φ that directions of images are judged by.</summary>
public enum ImageMetric
{
    /// <summary>The image reduced to about 16 pixels a side by means over blocks: what is seen at a glance; noise and slight shifts count little.</summary>
    Reduced,

    /// <summary>Every pixel.</summary>
    Pixels,

    /// <summary>The features of the classifier that was trained beside the generator: what tells kinds of images apart.</summary>
    Features,
}
