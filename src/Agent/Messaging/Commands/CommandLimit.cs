namespace Defects.Agent.Messaging.Commands;

/// <summary>How many commands of a kind a printer still takes: a few at once, then one a second. A flood must not fill the outbox with its answers.</summary>
/// <param name="Tokens">Commands that may come now.</param>
/// <param name="At">When they were counted.</param>
/// <param name="IsFlooded">One was refused, and it has not calmed down since.</param>
internal sealed record CommandLimit(double Tokens, TimeSpan At, bool IsFlooded)
{
    public const int AtOnce = 20;

    public static readonly CommandLimit Full = new(AtOnce, TimeSpan.Zero, false);

    /// <param name="now">By a clock that is never set.</param>
    /// <returns>Whether the command is taken. The first one of a flood that is not is to be answered, the others are to be passed over.</returns>
    public (CommandLimit Next, bool IsTaken, bool IsFirstRefused) Take(TimeSpan now)
    {
        var tokens = Math.Min(AtOnce, Tokens + (now - At).TotalSeconds);
        return tokens >= 1
            ? (new CommandLimit(tokens - 1, now, IsFlooded && tokens < 2), true, false)
            : (new CommandLimit(tokens, now, true), false, !IsFlooded);
    }
}
