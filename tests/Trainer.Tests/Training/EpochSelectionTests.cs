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

        Assert.Equal([true, true, false, true, false], course.Select(e => e.IsBest));
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
}
