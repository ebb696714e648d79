using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring.Operators;

/// <summary>What a person asks of a printer's watch. Well-formed; whether it can be done is seen when it is.</summary>
/// <param name="By">Who, where it was said.</param>
internal abstract record OperatorCommand(string? By)
{
    /// <summary>Acknowledges one open alert, or all.</summary>
    internal sealed record Acknowledge(Ulid? Alert, string? By) : OperatorCommand(By);

    /// <summary>Calls one open alert, or all, a false alarm.</summary>
    internal sealed record FalseAlarm(Ulid? Alert, string? By) : OperatorCommand(By);

    /// <summary>Silences a class, or all; zero ends the silence.</summary>
    internal sealed record Snooze(DefectClass? Class, TimeSpan Length, string? By) : OperatorCommand(By);

    /// <summary>Prevents the pause that is announced.</summary>
    internal sealed record Veto(string? By) : OperatorCommand(By);

    /// <summary>There is a defect and it was not told.</summary>
    internal sealed record Missed(DefectClass Class, string? By) : OperatorCommand(By);

    /// <summary>The print that goes on, or that is over and not followed by another, is good.</summary>
    internal sealed record Good(string? By) : OperatorCommand(By);

    /// <summary>Turns the watch on or off.</summary>
    internal sealed record Enable(bool Enabled, string? By) : OperatorCommand(By);

    /// <summary>Pauses the print now.</summary>
    internal sealed record Pause(string? By) : OperatorCommand(By);

    /// <summary>Sets the threshold of a class, or, with null, goes back to the configured one.</summary>
    internal sealed record Threshold(DefectClass Class, double? Set, string? By) : OperatorCommand(By);
}
