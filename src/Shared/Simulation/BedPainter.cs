using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>Draws the build plate: gold PEI, black texture, glass, blue tape or grey magnet sheet, with grid marks or a logo print.</summary>
internal sealed class BedPainter(PrintScene scene)
{
    private const float Half = 115;

    private static readonly Vector3[] Plates =
        [new(70, 140, 185), new(45, 44, 43), new(170, 165, 150), new(175, 115, 45), new(110, 108, 105), new(60, 105, 145), new(28, 28, 30)];

    private readonly Chance _chance = new(scene.Print.StationSeed, "bed");

    public void Paint(Canvas canvas)
    {
        var plate = _chance.Pick(Plates, 0) * scene.Shade(Vector3.UnitZ) * _chance.Between(0.85f, 1.15f, 1);
        canvas.Box(new(-Half - 4, -Half - 4, -9), new(Half + 4, Half + 4, -1), new Vector3(52, 52, 55));
        canvas.Fill([new(-Half, -Half, 0), new(Half, -Half, 0), new(Half, Half, 0), new(-Half, Half, 0)], plate);
        Speckle(canvas, plate);
        switch (_chance.Below(4, 2))
        {
            case 0:
                Grid(canvas, plate);
                break;
            case 1:
                Tape(canvas, plate);
                break;
            case 2:
                Logo(canvas, plate);
                break;
        }
    }

    private void Speckle(Canvas canvas, Vector3 plate)
    {
        for (var i = 0; i < 1500; i++)
        {
            var at = new Vector3(_chance.Signed(10, i) * (Half - 4), _chance.Signed(11, i) * (Half - 4), 0);
            canvas.Path([at, at + new Vector3(_chance.Signed(12, i), _chance.Signed(13, i), 0) * 2.5f], plate * _chance.Between(0.86f, 1.16f, 14, i), 0.8f);
        }
    }

    private void Grid(Canvas canvas, Vector3 plate)
    {
        var ink = plate * (_chance.Happens(0.5f, 3) ? 1.35f : 0.65f) + new Vector3(8);
        for (var line = -100; line <= 100; line += 25)
        {
            canvas.Path([new(line, -100, 0), new(line, 100, 0)], ink, 0.7f);
            canvas.Path([new(-100, line, 0), new(100, line, 0)], ink, 0.7f);
        }
    }

    private static void Tape(Canvas canvas, Vector3 plate)
    {
        for (var x = -Half; x < Half; x += 46)
        {
            canvas.Path([new(x, -Half, 0), new(x, Half, 0)], plate * 0.75f, 1);
        }
    }

    private void Logo(Canvas canvas, Vector3 plate)
    {
        var ink = plate * 0.6f + new Vector3(40);
        var at = new Vector3(_chance.Signed(4) * 60, -70, 0);
        for (var i = 0; i < 4; i++)
        {
            canvas.Path([at + new Vector3(i * 14, 0, 0), at + new Vector3(i * 14 + 5, 14, 0), at + new Vector3(i * 14 + 10, 0, 0)], ink, 2);
        }
    }
}
