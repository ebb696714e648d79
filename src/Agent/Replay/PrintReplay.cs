using Defects.Agent.Alerts;
using Defects.Agent.Printers;
using Defects.Shared.Classes;

namespace Defects.Agent.Replay;

/// <summary>Puts a score log through the agent's own decision, as if its frames came from cameras.</summary>
internal static class PrintReplay
{
    /// <param name="rules">The rules that the print is held to; their classes are in the log.</param>
    /// <returns>For each rule's class when its alerts began, from the start of the log.</returns>
    public static IReadOnlyDictionary<DefectClass, IReadOnlyList<TimeSpan>> Begins(ScoreLog log, IReadOnlyList<AlertRule> rules)
    {
        var header = log.Header;
        var held = new AlertRules(rules, Watch.Deadline(header.Interval));
        var begins = rules.ToDictionary(rule => rule.Class, _ => new List<TimeSpan>());
        var state = PrinterAlertState.Start;
        foreach (var frame in log.Frames)
        {
            Dictionary<DefectClass, double> probabilities = new(header.Classes.Count);
            for (var column = 0; column < frame.Probabilities.Length; column++)
            {
                probabilities[header.Classes[column]] = frame.Probabilities[column];
            }

            var observation = new Observation(header.Cameras[frame.Camera], probabilities);
            (state, var events) = PrinterAlerts.Observe(state, observation, held, DateTimeOffset.UnixEpoch + frame.At, _ => Ulid.Empty);
            foreach (var told in events)
            {
                if (told.Stage == AlertStage.Begin)
                {
                    begins[told.Class].Add(frame.At);
                }
            }
        }

        return begins.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<TimeSpan>)pair.Value);
    }
}
