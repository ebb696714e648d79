using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>Draws what moves above the part: gantry, carriage, fan duct, nozzle.</summary>
internal sealed class HeadPainter(PrintScene scene)
{
    private static readonly Vector3[] Shells = [new(40, 40, 42), new(60, 58, 55), new(30, 90, 200), new(150, 60, 30), new(190, 190, 190), new(35, 35, 140)];
    private readonly Chance _chance = new(scene.Print.StationSeed, "carriage");

    /// <summary>Height of the carriage's underside above the nozzle's tip.</summary>
    public const float Clearance = 16;

    public void Paint(Canvas canvas, Progress progress)
    {
        var shell = _chance.Pick(Shells, 0) * scene.Shade(Vector3.UnitZ);
        var tip = progress.Nozzle;
        var beam = tip.Z + 26;
        if (scene.Family != CameraFamily.Top && scene.Family != CameraFamily.NozzleSide)
        {
            canvas.Box(new(-190, tip.Y + 20, beam), new(190, tip.Y + 34, beam + 16), new Vector3(48, 47, 46));
        }

        var half = _chance.Between(12, 24, 1);
        var tall = _chance.Between(22, 44, 2);
        Cable(canvas, tip + new Vector3(0, 22, Clearance + tall));
        Nozzle(canvas, tip);
        canvas.Box(tip + new Vector3(-half, -9, Clearance), tip + new Vector3(half, 18, Clearance + tall), shell);
        canvas.Box(tip + new Vector3(half - 2, -8, 7), tip + new Vector3(half + 7, 6, Clearance + 14), shell * 0.7f);
        Fan(canvas, tip + new Vector3(0, -9.2f, Clearance + tall / 2), MathF.Min(half, tall / 2) * 0.66f);
    }

    // The head's cable sways in focus over prints of every class.
    private static void Cable(Canvas canvas, Vector3 from)
    {
        Span<Vector3> cable = new Vector3[12];
        for (var i = 0; i < cable.Length; i++)
        {
            var t = i / 11f;
            cable[i] = from + new Vector3(-110 * t * t, 30 * t, 75 * MathF.Sin(2.2f * t));
        }

        canvas.Path(cable, new Vector3(34, 33, 32), 4);
    }

    private static void Nozzle(Canvas canvas, Vector3 tip)
    {
        canvas.Quad(
            tip + new Vector3(-0.8f, 0, 0.5f), tip + new Vector3(0.8f, 0, 0.5f), tip + new Vector3(3.4f, 0, 5), tip + new Vector3(-3.4f, 0, 5),
            new Vector3(60, 130, 170));
        canvas.Box(tip + new Vector3(-6, -5, 5), tip + new Vector3(6, 6, Clearance), new Vector3(95, 98, 110));
    }

    private static void Fan(Canvas canvas, Vector3 centre, float radius)
    {
        Span<Vector3> ring = new Vector3[20];
        for (var i = 0; i < ring.Length; i++)
        {
            var angle = MathF.Tau * i / ring.Length;
            ring[i] = centre + new Vector3(MathF.Cos(angle) * radius, 0, MathF.Sin(angle) * radius);
        }

        if (canvas.Camera.Faces(centre, new Vector2(0, -1)))
        {
            canvas.Fill(ring, new Vector3(18, 18, 20));
            canvas.Path([ring[0], ring[10]], new Vector3(52), 3);
            canvas.Path([ring[5], ring[15]], new Vector3(52), 3);
        }
    }
}
