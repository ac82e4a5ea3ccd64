using System.Numerics;

namespace Rhumb.Media;

/// <summary>A pinhole camera that looks at the view's target; image coordinates are in samples, y down.</summary>
internal sealed class RenderCamera
{
    private readonly Vector3 _target;
    private readonly float _distance, _focal, _middle;

    public RenderCamera(RenderView view)
    {
        var (yaw, pitch) = (view.Yaw * MathF.PI / 180, view.Pitch * MathF.PI / 180);
        Towards = new Vector3(MathF.Sin(yaw) * MathF.Cos(pitch), MathF.Sin(pitch), MathF.Cos(yaw) * MathF.Cos(pitch));
        Right = new Vector3(MathF.Cos(yaw), 0, -MathF.Sin(yaw));
        Above = Vector3.Cross(Towards, Right);
        (_target, _distance) = (view.Target, view.Distance);
        _middle = view.Size * view.Supersampling / 2f;
        _focal = _middle * view.Distance / view.HalfHeight;
    }

    /// <summary>Unit vectors to the right, to the top and towards the eye.</summary>
    public Vector3 Right { get; }

    /// <inheritdoc cref="Right"/>
    public Vector3 Above { get; }

    /// <inheritdoc cref="Right"/>
    public Vector3 Towards { get; }

    /// <summary>Position in the image and depth (distance from the eye along its axis).</summary>
    public Vector3 Project(Vector3 p)
    {
        var d = p - _target;
        var depth = _distance - Vector3.Dot(d, Towards);
        return new Vector3(_middle + _focal * Vector3.Dot(d, Right) / depth, _middle - _focal * Vector3.Dot(d, Above) / depth, depth);
    }

    /// <summary>Samples that one unit covers at <paramref name="depth"/>.</summary>
    public float SamplesPerUnit(float depth) => _focal / depth;

    /// <summary>The point of the sample (x, y) at <paramref name="depth"/>.</summary>
    public Vector3 Unproject(float x, float y, float depth) =>
        _target + Towards * (_distance - depth) + (Right * (x - _middle) + Above * (_middle - y)) * (depth / _focal);
}
