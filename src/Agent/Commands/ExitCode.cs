namespace Defects.Agent.Commands;

/// <summary>What the process tells whoever started it.</summary>
internal static class ExitCode
{
    /// <summary>Stopped because it was asked to, or checked and found right.</summary>
    public const int Clean = 0;

    /// <summary>Something broke; starting again may help, and systemd does.</summary>
    public const int Fault = 1;

    /// <summary>The configuration or the command line is wrong; starting again will not help.</summary>
    public const int BadConfiguration = 2;
}
