using Defects.Trainer.Data;

namespace Defects.Trainer.Sampling;

/// <summary>
/// Which image is drawn when. The images of a class lie on a circle, shuffled once; an epoch walks it on from where the epoch
/// before stopped. So none is drawn a second time before all have been drawn once, and in every epoch the draws of two images of a
/// class differ by one at most: a cap on a class's repeats holds for each image. A function of schedule, seed and epoch alone, so
/// that a run can go on from any epoch.
/// </summary>
public static class EpochOrder
{
    /// <summary>The order where all epochs share one plan.</summary>
    /// <param name="epoch">From 0.</param>
    /// <returns>Indices into <paramref name="images"/>, shuffled.</returns>
    public static int[] For(SamplingPlan plan, IReadOnlyList<LabelledImage> images, int seed, int epoch) =>
        For(new SamplingSchedule(plan, ScheduleKind.Constant), images, seed, epoch, epoch + 1);

    /// <param name="epoch">From 0 to below <paramref name="epochs"/>.</param>
    /// <param name="epochs">As the schedule counts them.</param>
    /// <returns>Indices into <paramref name="images"/>, shuffled.</returns>
    public static int[] For(SamplingSchedule schedule, IReadOnlyList<LabelledImage> images, int seed, int epoch, int epochs)
    {
        var circles = Enumerable.Range(0, images.Count).ToLookup(i => images[i].Label);
        var past = Enumerable.Range(0, epoch).Select(earlier => schedule.PlanAt(earlier, epochs)).ToList();
        int[] order = [.. schedule.PlanAt(epoch, epochs).Classes.SelectMany(share => Draw(
            [.. circles[share.Class]], past.Sum(plan => (long)plan.ShareOf(share.Class).Draws), share.Draws, Seed.Of(seed, share.Class.Id, -1)))];
        new Random(Seed.Of(seed, epoch)).Shuffle(order);
        return order;
    }

    private static IEnumerable<int> Draw(int[] circle, long first, int draws, int seed)
    {
        new Random(seed).Shuffle(circle);
        return Enumerable.Range(0, draws).Select(draw => circle[(first + draw) % circle.Length]);
    }
}
