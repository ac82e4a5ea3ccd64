using System.Numerics;
using Rhumb.Generators;

namespace Rhumb.Media;

/// <summary>From where and how a mesh is looked at. The frame stays where it is, so that pictures of a walk can be compared.</summary>
public sealed record RenderView
{
    /// <summary>Width and height of the picture in pixels.</summary>
    public int Size { get; init; } = 256;

    /// <summary>Angle in degrees around the up axis, from the front (+z) towards the right (+x).</summary>
    public float Yaw { get; init; } = 35;

    /// <summary>Angle in degrees above the horizon.</summary>
    public float Pitch { get; init; } = 22;

    /// <summary>Point of the mesh in the middle of the picture.</summary>
    public Vector3 Target { get; init; } = Vector3.Zero;

    /// <summary>Half the height, in units of the mesh, that is visible at the target.</summary>
    public float HalfHeight { get; init; } = 0.66f;

    /// <summary>Distance of the eye from the target in units of the mesh; large for a nearly parallel view.</summary>
    public float Distance { get; init; } = 3.5f;

    /// <summary>Samples an axis of each pixel.</summary>
    public int Supersampling { get; init; } = 3;

    /// <summary>Albedo of the material, red, green and blue in sRGB.</summary>
    public Vector3 Albedo { get; init; } = new(0.80f, 0.765f, 0.72f);

    /// <summary>Background in sRGB; null leaves it transparent, with the shadow in its alpha.</summary>
    public Vector3? Background { get; init; } = new(0.968f, 0.965f, 0.958f);

    /// <summary>The axis that points up in the mesh.</summary>
    public UpAxis Up { get; init; } = UpAxis.Y;
}
