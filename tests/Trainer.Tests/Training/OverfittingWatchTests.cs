using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class OverfittingWatchTests
{
    private static readonly Dictionary<DefectClass, double> Repeats = new() { [DefectClass.Good] = 1, [DefectClass.Stringing] = 7.5 };

    [Fact]
    public void Warnings_TrainingRisesValidationFalls_NamesClassNumbersAndKnob()
    {
        var warning = Assert.Single(OverfittingWatch.Warnings(Course((0.80, 0.70), (0.85, 0.68), (0.92, 0.61)), Repeats));

        Assert.StartsWith("stringing is being learnt by heart: F1 in training 0.80 to 0.92, on validation 0.70 to 0.61 since epoch 1.", warning, StringComparison.Ordinal);
        Assert.Contains("drawn 7.5 times an epoch: lower --max-repeats", warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Warnings_ClassThatIsHardlyRepeated_NamesTheOtherKnob() => Assert.Contains(
        "drawn 1.4 times an epoch: lower --epochs",
        Assert.Single(OverfittingWatch.Warnings(Course((0.80, 0.70), (0.85, 0.68), (0.92, 0.61)), new Dictionary<DefectClass, double> { [DefectClass.Stringing] = 1.4 })),
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0.80, 0.61)] // validation falls, training does not rise: something else is wrong
    [InlineData(0.92, 0.70)] // training rises, validation holds: as it should be
    [InlineData(0.92, 0.75)]
    public void Warnings_OnlyOneTrend_SaysNothing(double training, double validation) =>
        Assert.Empty(OverfittingWatch.Warnings(Course((0.80, 0.70), (0.80, 0.70), (training, validation)), Repeats));

    [Fact]
    public void Warnings_FewerThanThreeEpochs_SaysNothing() => Assert.Empty(OverfittingWatch.Warnings(Course((0.1, 0.9), (0.9, 0.1)), Repeats));

    [Fact]
    public void Warnings_AcrossPhases_SaysNothing()
    {
        var course = Course((0.80, 0.70), (0.85, 0.68), (0.92, 0.61));

        Assert.Empty(OverfittingWatch.Warnings([course[0] with { Phase = TrainingPhase.Frozen }, .. course.Skip(1)], Repeats));
    }

    private static List<EpochReport> Course(params (double Training, double Validation)[] f1) =>
        [.. f1.Select((pair, i) => Reports.Epoch(i + 1, 0.5, trainingF1: pair.Training, validationF1: pair.Validation))];
}
