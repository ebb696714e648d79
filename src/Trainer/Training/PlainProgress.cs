using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Tells a run's progress in lines, for logs and pipes.</summary>
internal sealed class PlainProgress(TextWriter output) : ITrainingProgress
{
    public void Begin(SamplingPlan plan, int validationImages)
    {
        output.WriteLine($"sampling q {plan.SamplingExponent:0.00}, weights r {plan.WeightExponent:0.00}, {plan.DrawsPerEpoch} draws an epoch, {validationImages} validation images");
        foreach (var share in plan.Classes)
        {
            output.WriteLine($"  {share.Class,-16} {share.Images,6} images, {share.Draws,6} draws ({share.Repeats:0.0} each), weight {share.Alpha:0.00}");
        }
    }

    public void Step(int epoch, int done, int steps, double loss, TimeSpan left)
    {
        // Four lines an epoch show that it lives and do not fill a log.
        if (done % Math.Max(1, steps / 4) == 0)
        {
            output.WriteLine($"epoch {epoch}: step {done}/{steps}, loss {loss:0.0000}, {Left(left)} left");
        }
    }

    public void Epoch(EpochReport report) => output.WriteLine(
        $"epoch {report.Epoch}/{report.Epochs}: loss {report.Loss:0.0000}, lr {report.LearningRate:0.0e+0}, macro-F1 {report.Validation.MacroF1:0.000}, "
        + $"balanced {report.Validation.BalancedAccuracy:0.000}, nll {report.NegativeLogLikelihood:0.000}, precision/recall "
        + $"{string.Join(' ', report.Validation.Classes.Select(c => $"{c.Class} {c.Precision:0.00}/{c.Recall:0.00}"))}, {report.ImagesPerSecond:0.0} images/s"
        + $"{(report.Phase == TrainingPhase.Whole ? "" : $", {report.Phase.ToString().ToLowerInvariant()} phase")}{(report.IsKept ? ", kept" : "")}");

    public void Note(string text) => output.WriteLine(text);

    internal static string Left(TimeSpan left) => left.TotalHours >= 1 ? $"{(int)left.TotalHours}:{left:mm\\:ss}" : $"{left:mm\\:ss}";
}
