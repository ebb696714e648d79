namespace Defects.Shared.Simulation;

/// <summary>Where and what kind of camera watches the bed; prints of one family look alike in everything but the part.</summary>
public enum CameraFamily
{
    /// <summary>In front of the bed, low, moderate lens.</summary>
    FrontLow,

    /// <summary>In front of the bed, looking down.</summary>
    FrontHigh,

    /// <summary>On a corner post of the frame.</summary>
    Corner,

    /// <summary>On the top beam, nearly straight down.</summary>
    Top,

    /// <summary>A wide, strongly distorting lens beside the nozzle.</summary>
    NozzleSide,

    /// <summary>A grey infrared camera in a dark enclosure.</summary>
    Infrared,

    /// <summary>Just above the plate, looking along it: the head is large and the part stands against the room.</summary>
    BedLevel,
}
