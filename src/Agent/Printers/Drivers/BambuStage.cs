using System.Collections.Frozen;

namespace Defects.Agent.Printers.Drivers;

/// <summary>What a Bambu printer does within its <c>gcode_state</c>, by the number in <c>stg_cur</c>.</summary>
/// <param name="Words">For people.</param>
/// <param name="Prepares">Belongs to what comes before the part; before its first layer nothing is laid down meanwhile.</param>
internal sealed record BambuStage(string Words, bool Prepares)
{
    private static readonly FrozenDictionary<int, BambuStage> Known = new Dictionary<int, BambuStage>
    {
        [1] = new("levelling the bed", true),
        [2] = new("heating the bed", true),
        [3] = new("sweeping the axes", true),
        [4] = new("changing filament", true),
        [5] = new("paused by the file", false),
        [6] = new("paused: filament has run out", false),
        [7] = new("heating the nozzle", true),
        [8] = new("calibrating extrusion", true),
        [9] = new("scanning the bed", true),
        [10] = new("inspecting the first layer", false),
        [11] = new("looking at the build plate", true),
        [12] = new("calibrating the lidar", true),
        [13] = new("homing", true),
        [14] = new("cleaning the nozzle", true),
        [15] = new("checking the nozzle's temperature", true),
        [16] = new("paused by a person", false),
        [17] = new("paused: the front cover fell off", false),
        [18] = new("calibrating the lidar", true),
        [19] = new("calibrating the flow", true),
        [20] = new("paused: the nozzle's temperature is wrong", false),
        [21] = new("paused: the bed's temperature is wrong", false),
        [22] = new("unloading filament", true),
        [23] = new("paused: a motor has lost steps", false),
        [24] = new("loading filament", true),
        [25] = new("calibrating motor noise", true),
        [26] = new("paused: the AMS is lost", false),
        [27] = new("paused: the heat break's fan is slow", false),
        [28] = new("paused: the chamber's temperature is wrong", false),
        [30] = new("paused by the file", false),
        [34] = new("paused: the first layer is bad", false),
        [35] = new("paused: the nozzle is clogged", false),
        [39] = new("calibrating the nozzle's offset", true),
        [40] = new("levelling the hot bed", true),
        [47] = new("levelling the bed", true),
        [48] = new("levelling the bed", true),
        [49] = new("heating the chamber", true),
        [51] = new("printing calibration lines", true),
    }.ToFrozenDictionary();

    /// <returns>Null for printing (0), none (-1 or 255) and such as are not known.</returns>
    public static BambuStage? Of(int? number) => number is { } known ? Known.GetValueOrDefault(known) : null;
}
