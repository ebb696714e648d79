using System.Numerics;
using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>
/// Draws loose filament: strands that curl in loops of a centimetre, drape over what they fall on and pile up, more of them
/// the longer the print goes on in the air.
/// </summary>
internal sealed class SpaghettiPainter(PrintScene scene)
{
    private const int Points = 50;
    private const float Step = 3.1f;
    private readonly Chance _chance = new(scene.Print.Seed, "spaghetti");
    private readonly float _thickness = new Chance(scene.Print.Seed, "strand").Between(0.55f, 1.1f, 0);

    public void Paint(Canvas canvas, Progress progress)
    {
        if (scene.Print.Failure != DefectClass.Spaghetti || progress.OnsetLayer == int.MaxValue)
        {
            return;
        }

        var amount = 2 + 46 * (float)scene.Print.Strength * progress.Growth;
        for (var strand = 0; strand < amount; strand++)
        {
            var part = Math.Min(amount - strand, 1);
            PaintStrand(canvas, Strand(strand, progress, Math.Max(4, (int)(part * Points))), strand);
        }
    }

    private Vector3[] Strand(int strand, Progress progress, int count)
    {
        var body = scene.Shape.Bodies[_chance.Below(scene.Shape.Bodies.Count, 0)];
        var lean = new Vector2(_chance.Signed(1), _chance.Signed(2)) * 14;
        var heart = body.Centre + lean;
        var spread = 12 + 14 * MathF.Min(strand / 24f, 1) * _chance.Between(0.6f, 1.2f, 3);
        var at = heart + new Vector2(_chance.Signed(strand, 4), _chance.Signed(strand, 5)) * spread;
        var heading = _chance.Between(0, MathF.Tau, strand, 6);
        var curl = _chance.Between(0.08f, 0.36f, strand, 7) * (_chance.Happens(0.5f, strand, 8) ? 1 : -1);
        var pile = strand * 0.45f;
        var z = -1f;
        var points = new Vector3[count];
        for (var i = 0; i < count; i++)
        {
            if (_chance.Happens(0.06f, strand, i, 9))
            {
                curl = _chance.Between(-0.4f, 0.4f, strand, i, 10);
            }

            heading += curl * Step * 0.55f;
            at += new Vector2(MathF.Cos(heading), MathF.Sin(heading)) * Step + (heart - at) * 0.012f;
            var away = Vector2.Distance(at, heart) / (spread * 1.3f);
            var lift = pile * MathF.Max(0, 1 - away * away) + 3.5f * (1 + MathF.Sin(i * 0.37f + strand)) * _chance.Unit(strand, 11);
            var rest = Floor(at, progress) + lift + 0.8f;
            z = z < 0 ? rest : z + (rest - z) * 0.4f;
            points[i] = new Vector3(at, z);
        }

        return points;
    }

    private float Floor(Vector2 at, Progress progress)
    {
        var floor = 0f;
        foreach (var body in scene.Shape.Bodies)
        {
            if (body.Covers(at))
            {
                floor = MathF.Max(floor, MathF.Min(body.To * scene.Shape.Height, progress.TopLayer * scene.LayerHeight));
            }
        }

        return floor;
    }

    private void PaintStrand(Canvas canvas, Vector3[] points, int strand)
    {
        const int Piece = 4;
        canvas.Path(points, scene.Filament.Colour * 0.38f, _thickness * 1.75f);
        for (var i = 0; i + 1 < points.Length; i += Piece)
        {
            var piece = points.AsSpan(i, Math.Min(Piece + 1, points.Length - i));
            var along = Vector3.Normalize(piece[^1] - piece[0] + new Vector3(1e-3f));
            // A round thread is brightest where it runs across the light.
            var shade = 0.62f + 0.5f * MathF.Sqrt(1 - MathF.Pow(Vector3.Dot(along, scene.Light), 2));
            canvas.Path(piece, scene.Filament.Colour * shade + new Vector3(6), _thickness);
        }
    }
}
