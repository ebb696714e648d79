namespace Defects.CameraFarm;

/// <summary>What <c>/camera/N</c> answers. Every camera has <c>/camera/N/stream</c> and <c>/camera/N/snapshot</c> besides.</summary>
internal enum CameraKind
{
    /// <summary>A stream of pictures.</summary>
    Mjpeg,

    /// <summary>One picture a request.</summary>
    Snapshot,

    /// <summary>Even cameras stream, odd ones give one picture a request.</summary>
    Mixed,
}
