using System.Numerics;
using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>Where a print is at one moment: layers done, nozzle position, and how far its failure has come.</summary>
/// <param name="TopLayer">Layers of the part that stand.</param>
/// <param name="OnsetLayer">First layer printed after the failure began; beyond any layer where nothing fails.</param>
/// <param name="Growth">How far the failure has unfolded since its onset, in [0, 1).</param>
/// <param name="Nozzle">The tip of the nozzle.</param>
internal sealed record Progress(TimeSpan Time, int TopLayer, int OnsetLayer, float Growth, Vector3 Nozzle)
{
    public static Progress At(PrintScene scene, TimeSpan time)
    {
        var print = scene.Print;
        var failing = scene.Failing(time);
        var fraction = scene.Fraction(time);
        var onset = scene.Fraction(print.Onset);
        var since = failing ? (time - print.Onset) / print.Duration : 0;
        // A tenth of the print's time after the onset a failure is two thirds of what it will be.
        var growth = failing ? 1 - MathF.Exp((float)(-since / 0.1)) : 0;
        // Plastic that turns into spaghetti no longer makes the part grow, while the head goes on as if it did.
        var part = failing && print.Failure == DefectClass.Spaghetti ? onset : fraction;
        var top = Layer(scene, part);
        var head = Layer(scene, fraction) * scene.LayerHeight;
        return new Progress(
            time, top, failing ? Layer(scene, onset) : int.MaxValue, growth, NozzleAt(scene, time, head));
    }

    private static int Layer(PrintScene scene, float fraction) => Math.Clamp((int)MathF.Ceiling(fraction * scene.LayerCount), 1, scene.LayerCount);

    private static Vector3 NozzleAt(PrintScene scene, TimeSpan time, float height)
    {
        var chance = new Chance(scene.Print.Seed, "head");
        var parks = chance.Happens(0.45f, 0);
        if (parks || scene.Fraction(time) >= 1)
        {
            return new Vector3(chance.Happens(0.5f, 1) ? -95 : 95, 95, MathF.Max(height, 45) + 10);
        }

        var seconds = time.TotalSeconds;
        var at = Math.Clamp(height / scene.Shape.Height, 0, 1);
        var bodies = scene.Shape.Bodies.Where(b => b.From <= at && at <= b.To).ToList();
        var body = bodies[(int)(seconds / 5.3) % bodies.Count];
        var outline = body.Outline(at);
        var along = (float)(seconds * 0.37 % 1) * outline.Length;
        var from = outline[(int)along % outline.Length];
        var to = outline[((int)along + 1) % outline.Length];
        return new Vector3(Vector2.Lerp(from, to, along % 1), height);
    }
}
