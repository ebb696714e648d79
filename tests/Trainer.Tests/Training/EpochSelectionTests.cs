using Defects.Trainer.Evaluation;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class EpochSelectionTests
{
    [Fact]
    public void IsBest_FirstEpoch_IsTheBestSoFar() => Assert.True(EpochSelection.IsBest([], Reports.Epoch(1, 0)));

    [Fact]
    public void Smoothed_MoreThanThreeEpochs_AveragesTheLastThree() =>
        Assert.Equal((0.6 + 0.9 + 0.3) / 3, EpochSelection.Smoothed(Reports.Course(0.1, 0.6, 0.9, 0.3)), 12);

    [Fact]
    public void IsBest_OneLuckyEpoch_IsOutlastedByAGoodStretch()
    {
        // Means of three: 0.50, 0.65, 0.60, 0.667, 0.667 and so on; the spike of 0.80 alone does not win.
        var course = Reports.Course(0.5, 0.8, 0.5, 0.7, 0.8);

        Assert.Equal([true, true, false, true, false], course.Select(e => e.IsKept));
    }

    [Fact]
    public void IsBest_EqualMeans_GoesToTheLikelierTruths()
    {
        List<EpochReport> earlier = [Reports.Epoch(1, 0.5, nll: 1, best: true)];

        Assert.True(EpochSelection.IsBest(earlier, Reports.Epoch(2, 0.5, nll: 0.9)));
        Assert.False(EpochSelection.IsBest(earlier, Reports.Epoch(2, 0.5, nll: 1.1)));
    }

    [Fact]
    public void Smoothed_PhaseJustBegun_LeavesTheEpochsOfTheOneBeforeOut()
    {
        var course = Reports.Course(0.2, 0.3, 0.4);

        Assert.Equal(0.4, EpochSelection.Smoothed([course[0], course[1], course[2] with { Phase = TrainingPhase.Classifier }]), 12);
    }

    [Theory]
    [InlineData(0.825, false)] // above the mean of 0.80, 0.82 and 0.84, below the last of them
    [InlineData(0.845, true)]
    public void IsBest_FirstEpochOfAPhase_HasToBeatTheBestEpochAlone(double score, bool expected) =>
        Assert.Equal(expected, IsBestOfClassifiers([0.80, 0.82, 0.84], score));

    [Fact]
    public void IsBest_LaterEpochsOfAPhase_CompeteByTheMeansOfEquallyMany()
    {
        // 0.85 beats 0.84, yet 0.80 and 0.85 do not beat 0.82 and 0.84 on average.
        Assert.False(IsBestOfClassifiers([0.80, 0.82, 0.84], 0.80, 0.85));
        Assert.True(IsBestOfClassifiers([0.80, 0.82, 0.84], 0.80, 0.87));

        // One epoch came before: a single epoch is compared with it, however many the phase has had.
        Assert.True(IsBestOfClassifiers([0.84], 0.80, 0.80, 0.85));
    }

    /// <summary>Whether the last of a classifier's phase is the best; the ones before it are not.</summary>
    private static bool IsBestOfClassifiers(double[] whole, params double[] classifier)
    {
        var epochs = Reports.Course(whole);
        epochs.AddRange(classifier.Select((score, i) => Reports.Epoch(whole.Length + i + 1, score) with { Phase = TrainingPhase.Classifier }));
        return EpochSelection.IsBest(epochs[..^1], epochs[^1]);
    }
}
