using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>Everything that determines a simulated print; two equal records give equal bytes at equal times.</summary>
public sealed record SimulatedPrint
{
    /// <summary>Picks filament, shape and noise, and where there is no <see cref="Station"/> all that belongs to one.</summary>
    public required int Seed { get; init; }

    /// <summary>Picks the printer and its place, which stay from print to print: camera, bed, room, carriage and where the light comes from.</summary>
    public int? Station { get; init; }

    internal int StationSeed => Station ?? Seed;

    /// <summary>What goes wrong, or <see cref="DefectClass.Good"/> for nothing.</summary>
    public required DefectClass Failure { get; init; }

    /// <summary>Which camera watches; the seed picks one where none is given.</summary>
    public CameraFamily? Camera { get; init; }

    /// <summary>Print time at which the failure starts to show; before it the print is good.</summary>
    public TimeSpan Onset { get; init; }

    /// <summary>How plain the failure becomes, in (0, 1].</summary>
    public double Strength { get; init; } = 0.7;

    /// <summary>Print time from the first layer to the finished part.</summary>
    public TimeSpan Duration { get; init; } = TimeSpan.FromMinutes(60);
}
