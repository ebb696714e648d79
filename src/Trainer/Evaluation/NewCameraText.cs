using Defects.Shared.Classes;
using static Defects.Trainer.Evaluation.ReportFormat;

namespace Defects.Trainer.Evaluation;

/// <summary>What a report says of cameras that training never saw.</summary>
internal static class NewCameraText
{
    public static ReportBlock OfSources(IReadOnlyList<UnseenSource> sources) => new(
        2,
        "Sources that training never saw",
        "Each is scored by a network of the same recipe that was trained on the others. The first figures tell whether its pictures are in order, spaghetti or any defect above "
            + "good ones; then what comes of them at this model's calibration and the thresholds that it is served with, picture by picture: false alarms among good ones, and failing ones "
            + "that are caught; the last, both before and after adapting to 20 good pictures of each print of the source that has so many in turn, of its other pictures.",
        ["source", "good", "defects", "AUROC of spaghetti", "recall at 1 % false alarms, threshold by an oracle", "AUROC of any defect", "false alarms", "caught", "others: false alarms", "adapted", "caught", "adapted"],
        [.. sources.Select(source => (IReadOnlyList<string>)[
            source.Source,
            $"{source.Images.GetValueOrDefault(DefectClass.Good)}",
            $"{source.Images.Where(pair => pair.Key.IsDefect).Sum(pair => pair.Value)}",
            source.Spaghetti is { } spaghetti ? Number(spaghetti.Auroc) : "",
            source.Spaghetti is { } separation ? Number(separation.RecallAt(0.01)) : "",
            source.Defects is { } defects ? Number(defects.Auroc) : "",
            Share(source.Served?.FalseAlarms),
            Share(source.Served?.Caught),
            Share(source.Adapted?.Before.FalseAlarms),
            Share(source.Adapted?.After.FalseAlarms),
            Share(source.Adapted?.Before.Caught),
            Share(source.Adapted?.After.Caught)])]);

    private static string Share(double? share) => share is { } known ? Number(known) : "";

    public static ReportBlock OfAdaptation(LearntAdaptation adaptation) => new(
        2,
        "A camera's own good frames",
        $"How far an agent follows them was learnt on {adaptation.Cameras} simulated printers, each scored by a network that knows no camera of its kind. Shares are of "
            + "frames at or above the set threshold, before and after each camera is adapted to 20 good frames of another print; of the very printers that the rule "
            + "was learnt on, so they flatter.",
        ["class", "AUROC", "adapted", "caught", "adapted", "false alarms", "adapted", "offset", "shift", "novelty"],
        [.. adaptation.Classes.Select(item => Row(item, adaptation))]);

    private static IReadOnlyList<string> Row(AdaptedClass item, LearntAdaptation adaptation)
    {
        var rule = adaptation.Rule.Classes.FirstOrDefault(c => c.Class == item.Class);
        return
        [
            item.Class.Name,
            Number(item.Before.Separation.Auroc),
            Number(item.After.Separation.Auroc),
            Number(item.Before.Recall),
            Number(item.After.Recall),
            Number(item.Before.FalseAlarms),
            Number(item.After.FalseAlarms),
            .. rule is null ? ["left alone", "", ""] : (IEnumerable<string>)[Number(rule.Offset), Number(rule.Shift), Number(rule.Novelty)],
        ];
    }
}
