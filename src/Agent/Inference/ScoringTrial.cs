using System.Diagnostics;
using Defects.Shared.Bundles;
using Defects.Shared.Imaging;
using Defects.Shared.Serving;

namespace Defects.Agent.Inference;

/// <summary>
/// Measures what a frame takes under different plans, with the model, machine and provider at hand: decoding, resizing and the
/// run together, on the bundle's own golden frames.
/// </summary>
internal static class ScoringTrial
{
    private const int Rounds = 5;

    /// <param name="sideBySide">How; must suit the session's threads.</param>
    /// <returns>Plans of 1, 2, 4 and so on frames, up to the classifier's largest batch.</returns>
    public static IEnumerable<(ScoringPlan Plan, TimeSpan Each)> Measure(FrameClassifier classifier, ModelBundle bundle, bool sideBySide, int threads)
    {
        var frames = bundle.Manifest.Golden.Select(golden => bundle.ReadGolden(golden)).ToList();
        var scoring = new FrameScoring(threads);
        var filled = new bool[classifier.MaxBatch];
        for (var size = 1; size <= classifier.MaxBatch; size *= 2)
        {
            var plan = new ScoringPlan(sideBySide, size);
            bool TryFill(int slot) => FrameDecoding.TryFill(classifier, slot, frames[slot % frames.Count], FrameView.Whole);
            TimeSpan Round()
            {
                var start = Stopwatch.GetTimestamp();
                scoring.Score(classifier, plan, size, TryFill, filled);
                return Stopwatch.GetElapsedTime(start);
            }

            // The first round pays for what is allocated once.
            yield return (plan, Enumerable.Range(0, Rounds + 1).Select(_ => Round()).Skip(1).Min() / size);
        }
    }
}
