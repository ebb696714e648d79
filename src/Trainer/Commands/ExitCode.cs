namespace Defects.Trainer.Commands;

/// <summary>What the process tells whoever started it.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int BadInput = 2;

    /// <summary>Ctrl-C, as a shell reports it.</summary>
    public const int Interrupted = 130;
}
