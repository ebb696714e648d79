using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

/// <summary>Reports of epochs of which only the scores matter.</summary>
internal static class Reports
{
    public static EpochReport Epoch(int epoch, double score, double nll = 1, bool best = false, double trainingF1 = 0.5, double validationF1 = 0.5) => new(
        epoch, 20, TrainingPhase.Whole, 1, 1, ScoresOf(0.5, trainingF1), ScoresOf(score, validationF1), nll, [], 10, TimeSpan.FromMinutes(epoch), best);

    /// <summary>A course of these scores in which each epoch knows whether it was the best then.</summary>
    public static List<EpochReport> Course(params double[] scores)
    {
        var reports = new List<EpochReport>();
        foreach (var score in scores)
        {
            var report = Epoch(reports.Count + 1, score);
            reports.Add(report with { IsKept = EpochSelection.IsBest(reports, report) });
        }

        return reports;
    }

    private static Scores ScoresOf(double score, double stringingF1) => new(
        score, score, score, score, score, [new ClassScores(DefectClass.Good, 1, 1, 1, 10), new ClassScores(DefectClass.Stringing, 1, 1, stringingF1, 10)], []);
}
