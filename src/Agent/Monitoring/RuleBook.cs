using Defects.Agent.Alerts;
using Defects.Agent.Configuration;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;

namespace Defects.Agent.Monitoring;

/// <summary>Which rules a printer is held to: the model's thresholds and built-in times, the agent's over them, the printer's over those.</summary>
internal static class RuleBook
{
    public static AlertRules For(ModelDescription model, AgentOptions agent, PrinterOptions printer) => new(
        [.. model.Thresholds.Select(threshold => Rule(threshold, agent, printer))],
        printer.Cameras.Values.Max(camera => Watch.Deadline(camera.Interval ?? CameraOptions.DefaultInterval)));

    private static AlertRule Rule(ClassThreshold threshold, AgentOptions agent, PrinterOptions printer)
    {
        var name = threshold.Class.Name;
        var own = printer.Alerts.GetValueOrDefault(name) ?? new AlertRuleOptions();
        var over = agent.Alerts.GetValueOrDefault(name) ?? new AlertRuleOptions();
        var rule = AlertRule.BuiltIn(threshold);
        var (set, reset) = AlertThresholds.Of(threshold, agent, printer);
        return rule with
        {
            Set = set,
            Reset = reset,
            TimeConstant = own.TimeConstant ?? over.TimeConstant ?? rule.TimeConstant,
            SetHold = own.SetHold ?? over.SetHold ?? rule.SetHold,
            ResetHold = own.ResetHold ?? over.ResetHold ?? rule.ResetHold,
            Cooldown = own.Cooldown ?? over.Cooldown ?? rule.Cooldown,
        };
    }
}
