using System.Numerics;
using OpenCvSharp;

namespace Defects.Shared.Simulation;

/// <summary>Draws what stands still: room or enclosure, bed, and the harmless things that lie around on any print.</summary>
internal sealed class BackdropPainter(PrintScene scene)
{
    private readonly Chance _chance = new(scene.Print.StationSeed, "backdrop");

    public void Paint(Canvas canvas)
    {
        Room(canvas);
        new BedPainter(scene).Paint(canvas);
        if (_chance.Happens(0.5f, 1))
        {
            Clips(canvas);
        }

        var plastic = scene.Filament.Colour * scene.Shade(Vector3.UnitZ);
        if (_chance.Happens(0.45f, 2))
        {
            canvas.Path([new(-100, -100, 0.3f), new(_chance.Between(20, 100, 3), -100, 0.3f)], plastic, 1.4f);
        }

        if (_chance.Happens(0.15f, 8))
        {
            PurgeCurl(canvas, plastic);
        }

        foreach (var body in scene.Shape.Bodies.Where(b => b.From == 0))
        {
            Rings(canvas, body, plastic);
        }

        if (_chance.Happens(0.15f, 4))
        {
            var at = new Vector3(_chance.Happens(0.5f, 5) ? -85 : 85, _chance.Signed(6) * 60, 0.5f);
            canvas.Box(at - new Vector3(9, 26, 0), at + new Vector3(9, 26, 2), new Vector3(70, 70, 180) * _chance.Between(0.5f, 1.2f, 7));
        }
    }

    // A bit of purged filament lies about on prints of every class: a curl as such is not spaghetti.
    private void PurgeCurl(Canvas canvas, Vector3 plastic)
    {
        var at = new Vector3(_chance.Happens(0.5f, 50) ? -92 : 92, _chance.Signed(51) * 90, 0.5f);
        canvas.Path(
            [.. Enumerable.Range(0, 24).Select(i => at + new Vector3(MathF.Cos(i * 0.6f), MathF.Sin(i * 0.6f), 0) * (3 + i * 0.25f))], plastic, 1);
    }

    private void Room(Canvas canvas)
    {
        var enclosed = _chance.Happens(0.5f, 10);
        var wall = enclosed ? new Vector3(_chance.Between(20, 70, 11))
            : new Vector3(_chance.Between(70, 205, 11)) + new Vector3(_chance.Signed(12), _chance.Signed(13), _chance.Signed(14)) * 18;
        canvas.Image.SetTo(new Scalar(wall.X, wall.Y, wall.Z));
        for (var i = 0; i < (enclosed ? 5 : 14); i++)
        {
            var left = _chance.Below(Canvas.Width, 20, i);
            var top = _chance.Below(Canvas.Height, 21, i) - 200;
            var area = new Rect(left - 100, top, 60 + _chance.Below(320, 22, i), 60 + _chance.Below(420, 23, i));
            var colour = wall * _chance.Between(0.5f, 1.4f, 24, i) + new Vector3(_chance.Signed(25, i), _chance.Signed(26, i), _chance.Signed(27, i)) * (enclosed ? 6 : 24);
            Cv2.Rectangle(canvas.Image, area, new Scalar(colour.X, colour.Y, colour.Z), -1);
        }

        for (var i = 0; i < _chance.Below(4, 30); i++)
        {
            Cable(canvas, i);
        }

        Cv2.GaussianBlur(canvas.Image, canvas.Image, new Size(0, 0), 7);
    }

    // Cables hang in the background of every class: a thin curve as such is not a string.
    private void Cable(Canvas canvas, int which)
    {
        var left = _chance.Below(Canvas.Width, 31, which);
        var points = Enumerable.Range(0, 20).Select(i => new Point(
            left + (int)(i * _chance.Between(-30, 30, 32, which)), (int)(i * 30 + 120 * MathF.Sin(i * 0.3f + which) * _chance.Unit(33, which))));
        Cv2.Polylines(canvas.Image, [points], false, Scalar.All(_chance.Between(10, 200, 34, which)), 10, LineTypes.AntiAlias);
    }

    private void Clips(Canvas canvas)
    {
        foreach (var x in (ReadOnlySpan<float>)[-80, 80])
        {
            canvas.Box(new(x - 9, -114, 0), new(x + 9, -103, 4), new Vector3(60, 60, 62));
            canvas.Box(new(x - 9, 103, 0), new(x + 9, 114, 4), new Vector3(60, 60, 62));
        }
    }

    private void Rings(Canvas canvas, PartBody body, Vector3 plastic)
    {
        var outline = body.Outline(0);
        var skirt = _chance.Happens(0.35f, 40);
        var brim = _chance.Happens(0.35f, 41);
        for (var ring = 0; ring < (skirt ? 2 : brim ? 4 : 0); ring++)
        {
            var grow = 1 + (skirt ? 0.45f : 0.06f) + 0.07f * ring;
            canvas.Path([.. outline.Select(p => new Vector3(body.Centre + (p - body.Centre) * grow, 0.3f))], plastic, 0.9f, closed: true);
        }
    }
}
