using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Adds to the time that a training has left what those will take that follow it in the same run. Made as it begins.</summary>
/// <param name="following">How many times as long as all that is told here these will take together; 0 or more.</param>
internal sealed class RestOfRun(ITrainingProgress inner, double following, TimeProvider clock) : ITrainingProgress
{
    private readonly long _began = clock.GetTimestamp();

    public void Begin(SamplingPlan plan, int validationImages) => inner.Begin(plan, validationImages);

    public void Step(int epoch, int done, int steps, double loss, TimeSpan left) =>
        inner.Step(epoch, done, steps, loss, left + following * (clock.GetElapsedTime(_began) + left));

    public void Epoch(EpochReport report) => inner.Epoch(report);

    public void Note(string text) => inner.Note(text);
}
