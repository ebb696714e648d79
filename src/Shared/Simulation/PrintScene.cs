using System.Numerics;

namespace Defects.Shared.Simulation;

/// <summary>Everything about a print that does not change while it prints. The failure has no say in any of it.</summary>
internal sealed class PrintScene
{
    public PrintScene(SimulatedPrint print)
    {
        if (print.Strength is not (> 0 and <= 1))
        {
            throw new ArgumentException($"A failure's strength is in (0, 1]; got {print.Strength}.", nameof(print));
        }

        if (print.Duration <= TimeSpan.Zero)
        {
            throw new ArgumentException($"A print takes time; got a duration of {print.Duration}.", nameof(print));
        }

        Print = print;
        var station = new Chance(print.StationSeed, "scene");
        var chance = new Chance(print.Seed, "scene");
        Family = print.Camera ?? (CameraFamily)station.Below(Enum.GetValues<CameraFamily>().Length, 0);
        Camera = CameraPose.For(Family, print.StationSeed);
        Shape = PartShape.For(print.Seed);
        Filament = FilamentLook.For(print.Seed);
        var heading = station.Between(0, MathF.Tau, 1);
        Light = Vector3.Normalize(new Vector3(MathF.Cos(heading), MathF.Sin(heading) - 0.4f, station.Between(1.0f, 1.9f, 2)));

        // The hour of the day changes from print to print.
        Ambient = chance.Between(0.42f, 0.62f, 3);
        LayerCount = (int)(Shape.Height / chance.Between(0.95f, 1.3f, 4));
    }

    public SimulatedPrint Print { get; }

    public CameraFamily Family { get; }

    public CameraPose Camera { get; }

    public PartShape Shape { get; }

    public FilamentLook Filament { get; }

    /// <summary>Unit vector towards the light.</summary>
    public Vector3 Light { get; }

    public float Ambient { get; }

    /// <summary>
    /// Layers of the drawn part. They are about a millimetre, several real layers each, because at bed-camera distance a
    /// real layer is a third of a pixel and what the eye sees is the bands.
    /// </summary>
    public int LayerCount { get; }

    public float LayerHeight => Shape.Height / LayerCount;

    public float Shade(Vector3 normal) => Ambient + (1.08f - Ambient) * MathF.Max(0, Vector3.Dot(normal, Light));

    /// <summary>The bodies that have this layer, the farthest from the camera first.</summary>
    public IReadOnlyList<PartBody> BodiesAt(int layer)
    {
        var height = HeightOf(layer);
        return [.. Shape.Bodies.Where(b => b.From <= height && height < b.To)
            .OrderByDescending(b => Camera.Depth(new Vector3(b.Centre, height * Shape.Height)))];
    }

    /// <summary>The middle of a layer as a fraction of the part's height.</summary>
    public float HeightOf(int layer) => (layer + 0.5f) / LayerCount;

    /// <summary>How far the print is at <paramref name="time"/>, in [0, 1].</summary>
    public float Fraction(TimeSpan time) => (float)Math.Clamp(time / Print.Duration, 0, 1);

    public bool Failing(TimeSpan time) => Print.Failure.IsDefect && time >= Print.Onset;
}
