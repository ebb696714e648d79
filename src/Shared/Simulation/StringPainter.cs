using System.Numerics;
using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>Draws the hairs that a leaking nozzle pulls from one body to the next, those of one layer at a time.</summary>
internal sealed class StringPainter(PrintScene scene)
{
    private readonly Chance _chance = new(scene.Print.Seed, "strings");

    /// <summary>The hairs of one layer between one body and those behind it; to be called before the near body is painted.</summary>
    public void Paint(Canvas canvas, Progress progress, PartBody near, IEnumerable<PartBody> behind, int layer)
    {
        if (scene.Print.Failure != DefectClass.Stringing || layer < progress.OnsetLayer)
        {
            return;
        }

        foreach (var far in behind)
        {
            var pair = NumberOf(near) * 16 + NumberOf(far);
            for (var hair = 0; hair < 3; hair++)
            {
                if (_chance.Happens(0.15f + 0.6f * (float)scene.Print.Strength, layer, pair, hair))
                {
                    Hair(canvas, near, far, layer, pair * 4 + hair);
                }
            }
        }
    }

    private int NumberOf(PartBody body)
    {
        var number = 0;
        while (!ReferenceEquals(scene.Shape.Bodies[number], body))
        {
            number++;
        }

        return number;
    }

    private void Hair(Canvas canvas, PartBody first, PartBody second, int layer, int which)
    {
        var height = scene.HeightOf(layer);
        float Draw(int what) => _chance.Signed(layer, which, 10 + what);
        var from = Side(first, second, height, Draw(0));
        var to = Side(second, first, height, Draw(1));
        var z = (layer + 0.5f) * scene.LayerHeight;
        var sag = (0.5f + Draw(2) / 2) * 3.5f;
        // Some hairs tear and end in the air.
        var reach = Draw(3) > 0.6f ? 0.55f + 0.3f * Draw(4) : 1;
        var points = new Vector3[10];
        for (var i = 0; i < points.Length; i++)
        {
            var t = i / 9f * reach;
            var wave = 0.5f * MathF.Sin(9 * t + 3 * Draw(5)) * Draw(6);
            var drop = MathF.Min(4 * sag * t * (1 - t) + (reach < 1 ? 4 * t * t : 0), z);
            points[i] = new Vector3(Vector2.Lerp(from, to, t) + new Vector2(wave, -wave), z - drop);
        }

        var thin = _chance.Between(0.35f, 0.75f, layer, which, 30);
        // A hair is thinner than the wall and catches light along it: it looks paler than the part.
        var pale = Vector3.Lerp(scene.Filament.Colour, new Vector3(215), 0.3f);
        canvas.Path(points, pale * (0.85f + 0.25f * Draw(7)), thin);
    }

    private static Vector2 Side(PartBody body, PartBody towards, float height, float where)
    {
        var direction = Vector2.Normalize(towards.Centre - body.Centre);
        var aside = new Vector2(-direction.Y, direction.X);
        return body.Centre + body.Profile(height) * (direction * MathF.Min(body.Half.X, body.Half.Y) * 0.9f + aside * (where * body.Reach * 0.75f));
    }
}
