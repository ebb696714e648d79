using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Monitoring.Operators;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;

namespace Defects.Agent.Monitoring;

/// <summary>Which rules a printer is held to: the model's thresholds and built-in times, the agent's over them, the printer's over those, and what an operator has set over all.</summary>
internal static class RuleBook
{
    public static AlertRules For(ModelDescription model, AgentOptions agent, PrinterOptions printer, OperatorSettings settings) => new(
        [.. model.Thresholds.Select(threshold => Rule(threshold, agent, printer, settings))],
        printer.Cameras.Values.Max(camera => Watch.Deadline(camera.Interval ?? CameraOptions.DefaultInterval)));

    private static AlertRule Rule(ClassThreshold threshold, AgentOptions agent, PrinterOptions printer, OperatorSettings settings)
    {
        var name = threshold.Class.Name;
        var own = printer.Alerts.GetValueOrDefault(name) ?? new AlertRuleOptions();
        var over = agent.Alerts.GetValueOrDefault(name) ?? new AlertRuleOptions();
        var rule = AlertRule.BuiltIn(threshold);
        var (set, reset) = AlertThresholds.Of(threshold, agent, printer);

        // Set under another model it may be out of reach of this one's.
        if (settings.Thresholds.TryGetValue(threshold.Class, out var wanted) && OperatorDesk.IsWithinReach(wanted, threshold))
        {
            (set, reset) = (wanted, wanted * (reset / set));
        }

        return rule with
        {
            Set = set,
            Reset = reset,
            TimeConstant = own.TimeConstant ?? over.TimeConstant ?? rule.TimeConstant,
            SetHold = own.SetHold ?? over.SetHold ?? rule.SetHold,
            ResetHold = own.ResetHold ?? over.ResetHold ?? rule.ResetHold,
            Cooldown = own.Cooldown ?? over.Cooldown ?? rule.Cooldown,

            // Of a printer that cannot be spoken to an alert is told, and that is all.
            Countdown = printer.Link is null ? null : Countdown(own, over, rule),
        };
    }

    private static TimeSpan? Countdown(AlertRuleOptions own, AlertRuleOptions over, AlertRule rule)
    {
        var pauses = (own.Action ?? over.Action) is { } action ? action == AlertRuleOptions.Pause : rule.Countdown is not null;
        return pauses ? own.Countdown ?? over.Countdown ?? AlertRule.DefaultCountdown : null;
    }
}
