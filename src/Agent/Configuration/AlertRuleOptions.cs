using System.ComponentModel.DataAnnotations;

namespace Defects.Agent.Configuration;

/// <summary>An override of one class's alert rule; null keeps what the bundle or the built-in rule says.</summary>
internal sealed record AlertRuleOptions
{
    internal const string Notify = "notify";
    internal const string Pause = "pause";

    /// <summary>False: no alert of the class, whatever is seen; its probability is told all the same.</summary>
    /// <value>Default: true.</value>
    public bool? Enabled { get; init; }

    /// <summary>Evidence from which an alert may begin.</summary>
    /// <value>Default: from the bundle. Range: 0.05 to 0.99.</value>
    [Range(0.05, 0.99)]
    public double? Set { get; init; }

    /// <summary>Evidence below which an alert may end; at most <see cref="Set"/>.</summary>
    /// <value>Default: from the bundle, in proportion where only <see cref="Set"/> is overridden. Range: 0.01 to 0.99.</value>
    [Range(0.01, 0.99)]
    public double? Reset { get; init; }

    /// <summary>Time constant of the evidence.</summary>
    /// <value>Default: spaghetti 6 s, others 60 s. Range: 1 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan? TimeConstant { get; init; }

    /// <summary>How long evidence must stay at or above <see cref="Set"/>.</summary>
    /// <value>Default: spaghetti 8 s, others 30 s. Range: 0 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan? SetHold { get; init; }

    /// <summary>How long evidence must stay below <see cref="Reset"/>.</summary>
    /// <value>Default: 60 s. Range: 0 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan? ResetHold { get; init; }

    /// <summary>Quiet time after an alert's end before the next may begin.</summary>
    /// <value>Default: 5 min. Range: 0 s to 24 h.</value>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan? Cooldown { get; init; }

    /// <summary>What an alert leads to: <c>notify</c> tells only; <c>pause</c> pauses the print after a countdown, where the printer is armed.</summary>
    /// <value>Default: spaghetti pause, others notify.</value>
    [AllowedValues(Notify, Pause)]
    public string? Action { get; init; }

    /// <summary>How long a pause is announced before it is asked for; whoever sends a veto meanwhile prevents it.</summary>
    /// <value>Default: 60 s. Range: 5 s to 1 h.</value>
    [Range(typeof(TimeSpan), "00:00:05", "01:00:00")]
    public TimeSpan? Countdown { get; init; }

    /// <summary>This, and where it says nothing, the other.</summary>
    internal AlertRuleOptions Over(AlertRuleOptions other) => new()
    {
        Enabled = Enabled ?? other.Enabled,
        Set = Set ?? other.Set,
        Reset = Reset ?? other.Reset,
        TimeConstant = TimeConstant ?? other.TimeConstant,
        SetHold = SetHold ?? other.SetHold,
        ResetHold = ResetHold ?? other.ResetHold,
        Cooldown = Cooldown ?? other.Cooldown,
        Action = Action ?? other.Action,
        Countdown = Countdown ?? other.Countdown,
    };
}
