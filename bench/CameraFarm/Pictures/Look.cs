namespace Defects.CameraFarm.Pictures;

/// <summary>How a camera sees its scene.</summary>
internal enum Look
{
    Sharp,

    /// <summary>The light is off.</summary>
    Dark,

    /// <summary>Something hangs right before the lens.</summary>
    Covered,

    /// <summary>Far out of focus.</summary>
    Blurred,

    /// <summary>Sharp, and the print has come to spaghetti.</summary>
    Spaghetti,
}
