using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>
/// One connected piece of a part: a regular or squashed polygon whose size follows the height. Pieces do not overlap in the
/// plane unless one starts where the other ends.
/// </summary>
/// <param name="Centre">Millimetres from the bed's centre.</param>
/// <param name="Half">Half width and half depth before the profile is applied.</param>
/// <param name="Sides">Corners of the outline; 4 is a box.</param>
/// <param name="Turn">Radians about the vertical.</param>
/// <param name="From">Height at which the piece begins, as a fraction of the part.</param>
/// <param name="To">Height at which it ends, as a fraction of the part.</param>
/// <param name="Profile">Scale of the outline at a height in [0, 1].</param>
internal sealed record PartBody(Vector2 Centre, Vector2 Half, int Sides, float Turn, float From, float To, Func<float, float> Profile)
{
    public float Reach => MathF.Max(Half.X, Half.Y);

    /// <summary>The outline at a height in [0, 1], counter-clockwise.</summary>
    public Vector2[] Outline(float height)
    {
        var scale = Profile(height);
        var corners = new Vector2[Sides];
        // A square's corners lie on the diagonal: its circumscribed radius is larger than its half width by sqrt(2).
        var radius = Sides == 4 ? scale * MathF.Sqrt(2) : scale;
        for (var i = 0; i < Sides; i++)
        {
            var angle = MathF.Tau * (i + 0.5f) / Sides;
            var corner = new Vector2(MathF.Cos(angle) * Half.X, MathF.Sin(angle) * Half.Y) * radius;
            corners[i] = Centre + Vector2.Transform(corner, Matrix3x2.CreateRotation(Turn));
        }

        return corners;
    }

    public bool Covers(Vector2 point) => Vector2.DistanceSquared(point, Centre) < Reach * Reach;
}
