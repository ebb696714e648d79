using Defects.Shared.Classes;
using Defects.Trainer.Retraining;

namespace Defects.Trainer.Tests.Retraining;

public class PromotionRuleTests
{
    private static readonly DefectClass Good = DefectClass.Good;
    private static readonly DefectClass Strings = DefectClass.Stringing;

    [Fact]
    public void Judge_ChallengerMendsMistakesAndMakesNone_Promotes()
    {
        // Champion: 20 good right, 10 of 20 stringing missed. Challenger: everything right.
        // Champion's F1: good 2*20/(20+30) = 0.8, stringing 2*10/(20+10) = 0.6667; macro 0.7333.
        var rows = Rows(20, Good, Good, Good).Concat(Rows(10, Strings, Strings, Strings)).Concat(Rows(10, Strings, Good, Strings)).ToList();

        var verdict = PromotionRule.Judge(rows, new Random(1));

        Assert.True(verdict.Promote);
        Assert.Equal(0.7333, verdict.ChampionMacroF1, 4);
        Assert.Equal(1, verdict.ChallengerMacroF1);
        Assert.Equal([0.5, 1.0], [verdict.Recalls.Single(r => r.Class == Strings).Champion, verdict.Recalls.Single(r => r.Class == Strings).Challenger]);
        Assert.True(verdict.MacroF1Difference.Low > 0);
        Assert.Contains("macro-F1 0.7333 -> 1.0000", verdict.Reasons[0]);
    }

    [Fact]
    public void Judge_SameModelTwice_KeepsTheChampion()
    {
        var rows = Rows(10, Good, Good, Good).Concat(Rows(10, Strings, Good, Good)).ToList();
        var verdict = PromotionRule.Judge(rows, new Random(1));
        Assert.False(verdict.Promote);
        Assert.Equal((0.0, 0.0), (verdict.MacroF1Difference.Low, verdict.MacroF1Difference.High));
        Assert.Contains("not better", verdict.Reasons[0]);
    }

    [Fact]
    public void Judge_BetterMacroF1BoughtWithOneClasssRecall_KeepsTheChampionAndNamesTheClass()
    {
        // 100 good of which the champion misses none and the challenger 12; 20 stringing of which the champion gets 4, the challenger 20.
        var rows = Rows(88, Good, Good, Good).Concat(Rows(12, Good, Good, Strings))
            .Concat(Rows(4, Strings, Strings, Strings)).Concat(Rows(16, Strings, Good, Strings)).ToList();

        var verdict = PromotionRule.Judge(rows, new Random(1));

        Assert.True(verdict.ChallengerMacroF1 > verdict.ChampionMacroF1);
        Assert.False(verdict.Promote);
        Assert.Contains(verdict.Reasons, reason => reason.StartsWith("recall of good 1.000 -> 0.880", StringComparison.Ordinal));
    }

    [Fact]
    public void Judge_LossWithinOnePrint_IsNotTakenForWorse()
    {
        // The challenger loses ten frames of stringing, but all of one print: by prints that is one case among eleven.
        var onePrint = Rows(10, Strings, Strings, Good).Select(row => row with { Group = "one" });
        var rows = Rows(30, Good, Strings, Good).Concat(Rows(10, Strings, Strings, Strings)).Concat(onePrint).ToList();

        var recall = PromotionRule.Judge(rows, new Random(1)).Recalls.Single(r => r.Class == Strings);

        Assert.Equal(0.5, recall.Challenger);
        Assert.False(recall.IsWorse);
        Assert.True(recall.Difference is { Low: < -0.5, High: 0 });
    }

    [Fact]
    public void Judge_SameSeed_GivesTheSameInterval()
    {
        var rows = Rows(9, Good, Good, Strings).Concat(Rows(9, Strings, Good, Strings)).ToList();
        Assert.Equivalent(PromotionRule.Judge(rows, new Random(5)), PromotionRule.Judge(rows, new Random(5)), strict: true);
    }

    [Fact]
    public void Judge_NoRows_IsRefused() => Assert.Throws<ArgumentException>(() => PromotionRule.Judge([], new Random(1)));

    private static int _group;

    // Each row a print of its own, unless the test says otherwise.
    private static IEnumerable<PairedPrediction> Rows(int count, DefectClass truth, DefectClass champion, DefectClass challenger) =>
        Enumerable.Range(0, count).Select(_ => new PairedPrediction($"print-{_group++}", truth, champion, challenger)).ToList();
}
