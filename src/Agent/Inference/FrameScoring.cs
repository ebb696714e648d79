using Defects.Shared.Serving;

namespace Defects.Agent.Inference;

/// <summary>Decodes, resizes and classifies the frames of a batch, on as many threads as there may be.</summary>
internal sealed class FrameScoring(int threads)
{
    private readonly ParallelOptions _parallel = new() { MaxDegreeOfParallelism = threads };

    /// <param name="tryFill">Fills a slot's input; false where its frame is no picture. Called on several threads.</param>
    /// <param name="filled">Set by slot: whether there was a picture. The outputs of other slots mean nothing.</param>
    public void Score(FrameClassifier classifier, ScoringPlan plan, int frames, Func<int, bool> tryFill, bool[] filled)
    {
        ForEach(frames, slot =>
        {
            filled[slot] = tryFill(slot);
            if (plan.SideBySide && filled[slot])
            {
                classifier.RunSlot(slot);
            }
        });
        if (!plan.SideBySide)
        {
            // The slot of what is no picture holds an older one, which costs less to score than to leave out.
            classifier.Run(frames);
        }
    }

    private void ForEach(int slots, Action<int> work)
    {
        if (slots == 1)
        {
            work(0);
        }
        else
        {
            Parallel.For(0, slots, _parallel, work);
        }
    }
}
