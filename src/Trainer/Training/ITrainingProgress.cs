using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;

namespace Defects.Trainer.Training;

/// <summary>Where a run tells how it goes.</summary>
public interface ITrainingProgress
{
    void Begin(SamplingPlan plan, int validationImages);

    /// <param name="done">Steps of this epoch done, from 1.</param>
    /// <param name="loss">Mean of this epoch so far.</param>
    /// <param name="left">Estimate for the whole run.</param>
    void Step(int epoch, int done, int steps, double loss, TimeSpan left);

    void Epoch(EpochReport report);

    /// <summary>Says something once, for example why the run ends early.</summary>
    void Note(string text);
}
