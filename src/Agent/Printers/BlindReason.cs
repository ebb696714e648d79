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

    /// <summary>Hardly any light.</summary>
    Dark,

    /// <summary>Most of the picture is burnt out.</summary>
    Overexposed,

    /// <summary>Something hangs before the lens.</summary>
    Covered,

    /// <summary>Out of focus, or dirt on the lens.</summary>
    Blurred,

    /// <summary>The same picture again and again.</summary>
    Frozen,

    /// <summary>The camera looks elsewhere than it did in the minutes before.</summary>
    Moved,
}
