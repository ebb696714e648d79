using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>The parallel lines that fill a layer's outline.</summary>
internal static class Infill
{
    /// <summary>Lines at <paramref name="angle"/> radians, <paramref name="spacing"/> millimetres apart, cut at the outline.</summary>
    public static IEnumerable<(Vector2 From, Vector2 To)> Lines(Vector2[] outline, float spacing, float angle)
    {
        var along = new Vector2(MathF.Cos(angle), MathF.Sin(angle));
        var across = new Vector2(-along.Y, along.X);
        float low = outline.Min(p => Vector2.Dot(p, across)), high = outline.Max(p => Vector2.Dot(p, across));
        for (var offset = low + spacing / 2; offset < high; offset += spacing)
        {
            var cuts = new List<float>();
            for (var i = 0; i < outline.Length; i++)
            {
                var (a, b) = (outline[i], outline[(i + 1) % outline.Length]);
                float left = Vector2.Dot(a, across) - offset, right = Vector2.Dot(b, across) - offset;
                if (left < 0 != right < 0)
                {
                    cuts.Add(Vector2.Dot(Vector2.Lerp(a, b, left / (left - right)), along));
                }
            }

            cuts.Sort();
            for (var i = 0; i + 1 < cuts.Count; i += 2)
            {
                yield return (across * offset + along * cuts[i], across * offset + along * cuts[i + 1]);
            }
        }
    }
}
