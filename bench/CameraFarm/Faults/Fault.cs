namespace Defects.CameraFarm.Faults;

/// <summary>What can be wrong with a camera, or with what it shows.</summary>
internal enum Fault
{
    /// <summary>The same bytes again and again, at the usual rate.</summary>
    Freeze,

    /// <summary>The connection stays open and nothing more comes; requests get no answer before the fault ends.</summary>
    Stall,

    /// <summary>Every picture ends in its middle, and the length that its header gives is that of the half.</summary>
    Truncate,

    /// <summary>Random bytes where the pictures were.</summary>
    Garbage,

    /// <summary>A byte each 100 ms.</summary>
    Drip,

    /// <summary>The connection is reset in the middle of a picture, and a new one at its first request.</summary>
    Reset,

    /// <summary>A picture of about 10 MB, 4000 x 3000.</summary>
    Huge,

    /// <summary>A web page instead of pictures.</summary>
    WrongType,

    /// <summary>The header of the answer goes on for ever, slowly.</summary>
    EndlessHeader,

    /// <summary>The light is off.</summary>
    Dark,

    /// <summary>Something hangs right before the lens.</summary>
    Covered,

    /// <summary>Far out of focus.</summary>
    Blurred,

    /// <summary>The camera is well; its print has come to spaghetti.</summary>
    Spaghetti,
}
