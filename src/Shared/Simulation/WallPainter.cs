using System.Numerics;
using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>
/// Draws one layer of a body: the faces that look at the camera as bands with a dark seam below, and the top. A sound layer
/// is a closed band; an under-extruded one is a torn bead of wandering height over the dark of the inside.
/// </summary>
internal sealed class WallPainter(PrintScene scene)
{
    private readonly Chance _layers = new(scene.Print.Seed, "layers");
    private readonly Chance _gaps = new(scene.Print.Seed, "gaps");

    // How dark the inside is that the gaps show: it depends on how much light gets in.
    private readonly float _inside = new Chance(scene.Print.Seed, "inside").Between(0.28f, 0.55f, 0);

    public void Paint(Canvas canvas, Progress progress, PartBody body, int layer)
    {
        var outline = body.Outline(scene.HeightOf(layer));
        var isTop = layer == progress.TopLayer - 1;
        if (layer >= progress.OnsetLayer && scene.Print.Failure == DefectClass.UnderExtrusion)
        {
            // A layer stays as it was printed; the later ones are worse, until the nozzle is as blocked as it gets.
            var blocked = 1 - MathF.Exp((progress.OnsetLayer - layer) / (0.1f * scene.LayerCount));
            var loss = (float)scene.Print.Strength * (0.55f + 0.45f * blocked);
            PaintTornWall(canvas, outline, layer, loss);
            PaintTop(canvas, outline, layer, 0.42f, isTop, 3, 0.2f + 0.5f * loss);
        }
        else
        {
            PaintWall(canvas, outline, layer);
            var solid = layer >= scene.LayerCount - 2 || layer < 2;
            PaintTop(canvas, outline, layer, solid ? 0.9f : 0.7f, isTop, solid ? 1.6f : 5, 0);
        }
    }

    private void PaintWall(Canvas canvas, Vector2[] outline, int layer)
    {
        var z = layer * scene.LayerHeight;
        var uneven = 1 + 0.05f * _layers.Signed(layer);
        for (var i = 0; i < outline.Length; i++)
        {
            var (from, to) = (outline[i], outline[(i + 1) % outline.Length]);
            if (Facing(from, to, z) is not { } colour)
            {
                continue;
            }

            Band(canvas, from, to, z, z + scene.LayerHeight, colour * uneven);
            Band(canvas, from, to, z, z + scene.LayerHeight * 0.3f, colour * (uneven * (0.86f - 0.12f * scene.Filament.Gloss)));
        }
    }

    private void PaintTornWall(Canvas canvas, Vector2[] outline, int layer, float loss)
    {
        var z = layer * scene.LayerHeight;
        var lostLayer = _gaps.Happens(0.3f * loss, layer, 1);
        for (var i = 0; i < outline.Length; i++)
        {
            var (from, to) = (outline[i], outline[(i + 1) % outline.Length]);
            if (Facing(from, to, z) is not { } colour)
            {
                continue;
            }

            Band(canvas, from, to, z, z + scene.LayerHeight, colour * _inside);
            var beads = Math.Max(1, (int)(Vector2.Distance(from, to) / 1.8f));
            var inward = Vector2.Normalize(new Vector2(from.Y - to.Y, to.X - from.X));
            for (var bead = 0; bead < beads; bead++)
            {
                long at = i * 1000 + bead;
                // Gaps come in runs: the extruder slips for a while, and catches again.
                var missing = _gaps.Happens(0.75f * loss, layer, i * 1000 + bead / 4, 2) && _gaps.Happens(0.75f, layer, at, 3);
                if (missing || (lostLayer && _gaps.Happens(0.8f, layer, at, 4)))
                {
                    continue;
                }

                var ragged = inward * (loss * _gaps.Between(-0.5f, 1.1f, layer, at, 5));
                var a = Vector2.Lerp(from, to, (float)bead / beads) + ragged;
                var b = Vector2.Lerp(from, to, (bead + 1.15f) / beads) + ragged;
                var thick = scene.LayerHeight * (1 - loss * _gaps.Between(0.2f, 0.75f, layer, at, 6));
                Band(canvas, a, b, z, z + thick, colour * _gaps.Between(0.8f, 1.12f, layer, at, 7) + Glint(layer, at));
            }
        }
    }

    private void PaintTop(Canvas canvas, Vector2[] outline, int layer, float shade, bool lines, float spacing, float missing)
    {
        var z = (layer + 1) * scene.LayerHeight;
        if (z > scene.Camera.Position.Z)
        {
            return;
        }

        var colour = scene.Filament.Colour * scene.Shade(Vector3.UnitZ);
        Span<Vector3> rim = new Vector3[outline.Length];
        for (var i = 0; i < rim.Length; i++)
        {
            rim[i] = new Vector3(outline[i], z);
        }

        canvas.Fill(rim, colour * shade);
        if (!lines)
        {
            return;
        }

        foreach (var (from, to) in Infill.Lines(outline, spacing, layer % 2 == 0 ? 0.785f : 2.356f))
        {
            PaintInfillLine(canvas, new(from, z), new(to, z), colour * 0.96f, missing);
        }

        if (missing == 0)
        {
            canvas.Path(rim, colour, 1.2f, closed: true);
        }
    }

    private void PaintInfillLine(Canvas canvas, Vector3 from, Vector3 to, Vector3 colour, float missing)
    {
        var pieces = missing == 0 ? 1 : 1 + (int)(Vector3.Distance(from, to) / 4);
        for (var piece = 0; piece < pieces; piece++)
        {
            if (!_gaps.Happens(missing, (long)(from.X * 16), (long)(from.Y * 16), piece))
            {
                canvas.Path([Vector3.Lerp(from, to, (float)piece / pieces), Vector3.Lerp(from, to, (piece + 1f) / pieces)], colour, 0.6f);
            }
        }
    }

    // A torn bead stands up in places and catches the light, which is what shows on black plastic.
    private Vector3 Glint(int layer, long at) => new(90 * MathF.Pow(_gaps.Unit(layer, at, 8), 4));

    private Vector3? Facing(Vector2 from, Vector2 to, float z)
    {
        var normal = Vector2.Normalize(new Vector2(to.Y - from.Y, from.X - to.X));
        return scene.Camera.Faces(new Vector3((from + to) / 2, z), normal)
            ? scene.Filament.Colour * scene.Shade(new Vector3(normal, 0))
            : null;
    }

    private static void Band(Canvas canvas, Vector2 from, Vector2 to, float low, float high, Vector3 colour) =>
        canvas.Quad(new(from, low), new(to, low), new(to, high), new(from, high), colour);
}
