using Defects.Shared.Classes;

namespace Defects.Shared.Simulation;

/// <summary>A printer that stays where it is under one camera, print after print.</summary>
/// <param name="Number">Picks the place; no two stations of different numbers are alike.</param>
/// <param name="Camera">The kind of camera.</param>
public sealed record SimulatedStation(int Number, CameraFamily Camera)
{
    /// <summary>One after the other of each kind of camera.</summary>
    /// <param name="first">Number of the first.</param>
    public static IEnumerable<SimulatedStation> From(int first, int count) =>
        Enumerable.Range(0, count).Select(i => new SimulatedStation(first + i, (CameraFamily)(i % Enum.GetValues<CameraFamily>().Length)));

    /// <param name="number">From 0. Prints of other numbers have another shape, filament and hour of the day; the failure has no say in them.</param>
    public SimulatedPrint Print(int number, DefectClass failure, TimeSpan onset = default) => new()
    {
        Seed = (int)(new Chance(Number, "station").Bits(number) & int.MaxValue),
        Station = Number,
        Camera = Camera,
        Failure = failure,
        Onset = onset,
    };
}
