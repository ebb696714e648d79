namespace Defects.Agent.Printers;

/// <summary>What a printer is doing, by its own word.</summary>
internal enum PrinterActivity
{
    /// <summary>It does not say, or says something that we do not know. Watched as if it printed.</summary>
    Unknown,

    /// <summary>Its host answers and says that the printer is not there, or the host is gone.</summary>
    Offline,

    /// <summary>Positively not printing: standing by, finished, cancelled, failed.</summary>
    Idle,

    /// <summary>A job runs and nothing of the part is laid down yet: heating, levelling, purging.</summary>
    Preparing,

    Printing,

    /// <summary>Told to pause, still moving.</summary>
    Pausing,

    Paused,

    /// <summary>Stands and wants a person. A print may go on behind the dialog, so it stays watched.</summary>
    Attention,
}
