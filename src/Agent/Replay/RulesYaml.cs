using System.Globalization;
using System.Text;
using Defects.Agent.Alerts;
using Defects.Agent.Configuration;

namespace Defects.Agent.Replay;

/// <summary>Rules as a piece of <c>agent.yaml</c>, to be pasted.</summary>
internal static class RulesYaml
{
    /// <param name="rules">The chosen ones.</param>
    /// <param name="before">The rules they were chosen from; holds that did not change are not repeated.</param>
    public static string Write(IEnumerable<AlertRule> rules, IReadOnlyList<AlertRule> before)
    {
        var yaml = new StringBuilder("alerts:\n");
        foreach (var rule in rules)
        {
            yaml.Append(CultureInfo.InvariantCulture, $"  {rule.Class.Name}:\n    set: {rule.Set:0.###}\n    reset: {rule.Reset:0.###}\n");
            if (rule.SetHold != before.First(other => other.Class == rule.Class).SetHold)
            {
                yaml.Append(CultureInfo.InvariantCulture, $"    setHold: {Duration.Write(rule.SetHold)}\n");
            }
        }

        return yaml.ToString();
    }
}
