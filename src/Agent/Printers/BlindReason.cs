namespace Defects.Agent.Printers;

/// <summary>Why nobody is looking; the later one is nearer to watching.</summary>
internal enum BlindReason
{
    /// <summary>No frame has come since the agent started.</summary>
    NoSignal,

    /// <summary>Frames came and have stopped.</summary>
    Stalled,

    /// <summary>Frames come, but no score of them within the deadline.</summary>
    NotScored,
}
