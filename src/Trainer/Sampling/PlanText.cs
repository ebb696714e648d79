namespace Defects.Trainer.Sampling;

/// <summary>A plan and its outlook in lines of less than 80 characters.</summary>
internal static class PlanText
{
    /// <param name="loss">What the plan was made for.</param>
    public static IEnumerable<string> Of(IReadOnlyList<PlanOutlook> outlooks, LossOptions loss)
    {
        var (today, rarest) = (outlooks[0], PlanOutlook.RarestOf(outlooks[0].Counts).Class);
        var fitted = loss.FittedPrior(today.Plan);
        return
        [
            $"Today: sampling q {today.Plan.SamplingExponent:0.00}, weights r {today.Plan.WeightExponent:0.00}, {today.Plan.DrawsPerEpoch} draws an epoch.",
            "",
            $"{"class",-16}{"groups",8}{"images",8}{"draws",8}{"repeats",9}{"share",9}{"alpha",7}{"fitted to",11}",
            .. today.Counts.Zip(today.Plan.Classes, (count, share) =>
                $"{count.Class,-16}{count.Groups,8}{Share(today.Plan, share)}{100 * fitted[count.Class],9:0.0} %"),
            "",
            $"As {rarest} doubles and doubles again, and what it overtakes with it:",
            "",
            $"{"groups",6}{"q",9}{"r",9}{"images",8}{"draws",8}{"repeats",9}{"share",9}{"alpha",7}",
            .. outlooks.Select(o =>
                $"{o.Groups,6}{o.Plan.SamplingExponent,9:0.00}{o.Plan.WeightExponent,9:0.00}{Share(o.Plan, o.Plan.ShareOf(rarest))}"),
        ];
    }

    private static string Share(SamplingPlan plan, ClassShare share) =>
        $"{share.Images,8}{share.Draws,8}{share.Repeats,9:0.00}{100.0 * share.Draws / plan.DrawsPerEpoch,7:0.0} %{share.Alpha,7:0.00}";
}
