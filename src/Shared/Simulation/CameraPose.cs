using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>A pinhole camera with one coefficient of radial distortion; the world is in millimetres, z up, bed centre at the origin.</summary>
internal sealed class CameraPose
{
    private readonly Vector3 _right;
    private readonly Vector3 _up;
    private readonly Vector3 _forward;
    private readonly float _focal;
    private readonly float _distortion;

    public CameraPose(Vector3 position, Vector3 target, float fieldOfView, float distortion, float roll)
    {
        Position = position;
        _forward = Vector3.Normalize(target - position);
        var right = Vector3.Normalize(Vector3.Cross(_forward, Vector3.UnitZ));
        var up = Vector3.Cross(right, _forward);
        _right = right * MathF.Cos(roll) + up * MathF.Sin(roll);
        _up = up * MathF.Cos(roll) - right * MathF.Sin(roll);
        _focal = 0.5f / MathF.Tan(fieldOfView * MathF.PI / 360);
        _distortion = distortion;
    }

    public Vector3 Position { get; }

    public static CameraPose For(CameraFamily family, int seed)
    {
        var chance = new Chance(seed, "camera");
        var (position, target, view, distortion) = family switch
        {
            CameraFamily.FrontLow => (new Vector3(0, -215, 75), new Vector3(0, 0, 28), 42f, -0.05f),
            CameraFamily.FrontHigh => (new Vector3(0, -190, 190), new Vector3(0, 0, 15), 45f, -0.08f),
            CameraFamily.Corner => (new Vector3(-155, -165, 140), new Vector3(0, 0, 20), 46f, -0.10f),
            CameraFamily.Top => (new Vector3(15, -85, 260), new Vector3(0, 0, 15), 42f, -0.06f),
            CameraFamily.NozzleSide => (new Vector3(105, -95, 85), new Vector3(0, 0, 25), 72f, -0.22f),
            CameraFamily.Infrared => (new Vector3(140, -180, 165), new Vector3(0, 0, 20), 50f, -0.12f),
            CameraFamily.BedLevel => (new Vector3(20, -165, 34), new Vector3(0, 0, 34), 46f, -0.06f),
            _ => throw new ArgumentOutOfRangeException(nameof(family), family, "No such camera family."),
        };
        var jitter = new Vector3(chance.Signed(1) * 25, chance.Signed(2) * 18, chance.Signed(3) * 14);
        var aim = new Vector3(chance.Signed(4) * 10, chance.Signed(5) * 10, chance.Signed(6) * 6);
        return new CameraPose(position + jitter, target + aim, view * chance.Between(0.85f, 1.12f, 7), distortion, chance.Signed(8) * 0.05f);
    }

    public float Depth(Vector3 point) => Vector3.Dot(point - Position, _forward);

    /// <summary>Where a point of the world falls, in units of the frame's width from the frame's centre.</summary>
    public Vector2 Project(Vector3 point)
    {
        var ray = point - Position;
        var depth = MathF.Max(Vector3.Dot(ray, _forward), 2);
        var flat = new Vector2(Vector3.Dot(ray, _right), -Vector3.Dot(ray, _up)) / depth;
        var bend = MathF.Max(1 + _distortion * MathF.Min(flat.LengthSquared(), 1.2f), 0.5f);
        return flat * (bend * _focal);
    }

    /// <summary>How many widths of the frame one millimetre at that point covers.</summary>
    public float Scale(Vector3 point) => _focal / MathF.Max(Depth(point), 2);

    public bool Faces(Vector3 point, Vector2 normal) =>
        Vector2.Dot(normal, new Vector2(Position.X - point.X, Position.Y - point.Y)) > 0;
}
