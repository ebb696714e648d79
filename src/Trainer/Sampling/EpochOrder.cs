using Defects.Shared.Classes;
using Defects.Trainer.Data;

namespace Defects.Trainer.Sampling;

/// <summary>
/// Which image is drawn when. Inside a class the images are cycled without replacement, on from where the epoch before
/// stopped: none is drawn a second time before all have been drawn once. A function of seed and epoch alone, so that a run can
/// go on from any epoch.
/// </summary>
public static class EpochOrder
{
    /// <param name="epoch">From 0.</param>
    /// <returns>Indices into <paramref name="images"/>, shuffled.</returns>
    public static int[] For(SamplingPlan plan, IReadOnlyList<LabelledImage> images, int seed, int epoch)
    {
        var members = Enumerable.Range(0, images.Count).ToLookup(i => images[i].Label);
        int[] order = [.. plan.Classes.SelectMany(share => Draw(share, [.. members[share.Class]], seed, epoch))];
        new Random(Seed.Of(seed, epoch)).Shuffle(order);
        return order;
    }

    private static IEnumerable<int> Draw(ClassShare share, int[] members, int seed, int epoch)
    {
        var first = (long)epoch * share.Draws;
        int[] cycle = [];
        var cycleNumber = -1L;
        for (var position = first; position < first + share.Draws; position++)
        {
            if (position / members.Length != cycleNumber)
            {
                cycleNumber = position / members.Length;
                cycle = Cycle(share.Class, members, seed, (int)cycleNumber);
            }

            yield return cycle[position % members.Length];
        }
    }

    private static int[] Cycle(DefectClass item, int[] members, int seed, int number)
    {
        int[] cycle = [.. members];
        new Random(Seed.Of(seed, item.Id, number)).Shuffle(cycle);
        return cycle;
    }
}
