using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;
using Defects.Shared.Serving;

namespace Defects.Agent.Monitoring;

/// <summary>Which rules a printer is held to: the model's thresholds and built-in times, the configuration's over them, and what an operator has set over all.</summary>
internal static class RuleBook
{
    /// <param name="material">In the printer, as it calls it; null where it does not say.</param>
    public static AlertRules For(ModelDescription model, AgentOptions agent, PrinterOptions printer, string? material, OperatorSettings settings) => new(
        [
            .. from threshold in DefaultThresholds.Of(model)
               let over = AlertOverrides.Of(threshold.Class, agent, ("", printer), material).Merged
               where over.Enabled != false
               select Rule(threshold, over, printer, settings),
        ],
        printer.Cameras.Values.Max(camera => Watch.Deadline(camera.Interval ?? CameraOptions.DefaultInterval)));

    private static AlertRule Rule(ClassThreshold threshold, AlertRuleOptions over, PrinterOptions printer, OperatorSettings settings)
    {
        var rule = AlertRule.BuiltIn(threshold);
        var (set, reset) = AlertThresholds.Of(threshold, over);

        // Set under another model it may be out of reach of this one's.
        if (settings.Thresholds.TryGetValue(threshold.Class, out var wanted) && OperatorDesk.IsWithinReach(wanted, threshold))
        {
            (set, reset) = (wanted, wanted * (reset / set));
        }

        return rule with
        {
            Set = set,
            Reset = reset,
            TimeConstant = over.TimeConstant ?? rule.TimeConstant,
            SetHold = over.SetHold ?? rule.SetHold,
            ResetHold = over.ResetHold ?? rule.ResetHold,
            Cooldown = over.Cooldown ?? rule.Cooldown,

            // Of a printer that cannot be spoken to an alert is told, and that is all.
            Countdown = printer.Link is null ? null : Countdown(over, rule),
        };
    }

    private static TimeSpan? Countdown(AlertRuleOptions over, AlertRule rule)
    {
        var pauses = over.Action is { } action ? action == AlertRuleOptions.Pause : rule.Countdown is not null;
        return pauses ? over.Countdown ?? AlertRule.DefaultCountdown : null;
    }
}
