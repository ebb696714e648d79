using System.Globalization;

namespace Defects.Trainer.Sampling;

/// <summary><c>plan.csv</c>: a row for each class at each size of the rarest class, today's first.</summary>
internal static class PlanCsv
{
    public static string Of(IReadOnlyList<PlanOutlook> outlooks) =>
        "rarest_groups,q,r,class,groups,images,draws,repeats,alpha,share\n"
        + string.Concat(outlooks.SelectMany(outlook => outlook.Counts.Zip(outlook.Plan.Classes, (count, share) => Row(outlook, count, share))));

    private static string Row(PlanOutlook outlook, ClassCount count, ClassShare share) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outlook.Groups},{outlook.Plan.SamplingExponent:0.0000},{outlook.Plan.WeightExponent:0.0000},{count.Class},{count.Groups},{count.Images},{share.Draws},"
        + $"{share.Repeats:0.0000},{share.Alpha:0.0000},{(double)share.Draws / outlook.Plan.DrawsPerEpoch:0.0000}\n");
}
