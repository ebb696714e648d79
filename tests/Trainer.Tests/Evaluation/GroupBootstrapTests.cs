using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class GroupBootstrapTests
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Spaghetti]);

    [Fact]
    public void Resample_FramesOfFewPrints_AreAsUncertainAsThePrints()
    {
        // 400 frames, 80 % right: as 400 prints the interval is about 0.08 wide, as five prints it is about 0.7.
        var single = Interval(i => $"{i}");
        var grouped = Interval(i => $"{i / 80}");

        Assert.InRange(single.High - single.Low, 0.05, 0.11);
        Assert.InRange(grouped.High - grouped.Low, 0.5, 0.81);
        Assert.InRange(0.8, single.Low, single.High);
    }

    [Fact]
    public void IntervalOf_FigureNeverKnown_IsNone() => Assert.Null(GroupBootstrap.IntervalOf([null, null]));

    private static Interval Interval(Func<int, string> group)
    {
        // The first fifth of the frames is wrong.
        var predictions = Enumerable.Range(0, 400).Select(i => new Prediction(
            new LabelledImage($"{i}", DefectClass.Good, group(i), "s", "MIT", "test"), i < 80 ? [0.1, 0.9] : [0.9, 0.1]));
        var rule = new DecisionRule(Classes, [new ClassThreshold(DefectClass.Spaghetti, 0.5, 0.4, 0)]);
        var samples = GroupBootstrap.Resample([new JudgedPredictions([.. predictions], rule)], new Random(1));
        return GroupBootstrap.IntervalOf(samples.Select(t => (double?)Scores.Of(t.Likeliest).Accuracy))!;
    }
}
