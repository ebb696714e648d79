namespace Defects.Agent.Cameras;

/// <summary>How a camera is doing at one moment.</summary>
/// <param name="Connected">A frame has arrived since the last failure.</param>
/// <param name="Ended">Replayed footage is over; no further frame will come.</param>
/// <param name="LastFrameAt">When the last frame arrived, by this machine's clock; null before the first.</param>
/// <param name="Frames">Frames that arrived.</param>
/// <param name="Dropped">Frames that a newer one replaced before anybody took them.</param>
/// <param name="Undecodable">Frames that were taken and turned out to be no complete picture.</param>
/// <param name="UndecodableInARow">Of those, since the last that was one.</param>
/// <param name="Scored">Frames that were scored.</param>
/// <param name="LastError">Why it failed last, in plain words; stays after the recovery. Null where it never failed.</param>
/// <param name="LastErrorAt">When it failed last.</param>
internal sealed record CameraStatus(
    bool Connected,
    bool Ended,
    DateTimeOffset? LastFrameAt,
    long Frames,
    long Dropped,
    long Undecodable,
    long UndecodableInARow,
    long Scored,
    string? LastError,
    DateTimeOffset? LastErrorAt);
