using Defects.Agent.Alerts;
using Defects.Agent.Printers;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;

namespace Defects.Agent.Monitoring;

/// <summary>What is known of a printer's print at one moment.</summary>
/// <param name="Model">The model that scored its last frame; null before the first.</param>
/// <param name="Classes">In the model's order; empty before the first frame.</param>
/// <param name="ScoredAt">When each camera's last scores were ready.</param>
internal sealed record PrinterReading(
    ModelDescription? Model, IReadOnlyList<ClassReading> Classes, IReadOnlyDictionary<string, DateTimeOffset> ScoredAt)
{
    public required PrinterMemory Memory { get; init; }

    /// <summary>What is held of what the printer says of itself.</summary>
    public required PrinterReport Report { get; init; }

    public IEnumerable<OpenAlert> OpenAlerts => Memory.Alerts.Open;

    /// <param name="rules">In force; null before the first frame.</param>
    public static PrinterReading Of(
        ModelDescription? model, AlertRules? rules, PrinterMemory memory, PrinterReport report, IReadOnlyDictionary<string, DateTimeOffset> scoredAt)
    {
        var isSeen = model is not null && rules is not null && !memory.Alerts.Cameras.IsEmpty;
        IReadOnlyList<ClassReading> classes = isSeen ? [.. model!.Classes.Select(item => Of(item, rules!, memory.Alerts))] : [];
        return new PrinterReading(model, classes, scoredAt) { Memory = memory, Report = report };
    }

    private static ClassReading Of(DefectClass item, AlertRules rules, PrinterAlertState alerts)
    {
        var cameras = alerts.Cameras.Values;
        if (rules.Classes.FirstOrDefault(rule => rule.Class == item) is not { } rule)
        {
            // The worst view: least of what is good, most of a defect that nobody wants to be told of.
            var views = cameras.Select(camera => camera.Probabilities.GetValueOrDefault(item));
            return new ClassReading(item, item.IsDefect ? views.Max() : views.Min(), null, null, null);
        }

        var leading = cameras.MaxBy(camera => camera.Of(item))!;
        var alert = alerts.Classes.GetValueOrDefault(item)?.Open;
        return new ClassReading(item, leading.Probabilities.GetValueOrDefault(item), leading.Of(item), rule.Set, alert?.Id);
    }
}
