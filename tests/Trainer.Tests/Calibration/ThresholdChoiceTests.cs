using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class ThresholdChoiceTests
{
    [Fact]
    public void Of_FBetaOnOnePrint_IsDrawnTowardsTheFrequencyOfTheClass()
    {
        // Alone, halfway: 0.5. On average 0.18 is said of the twenty images, and one print weighs 1 against 5: log-odds -5/6 ln(0.82 / 0.18).
        var (choice, note) = ThresholdChoice.Of(DefectClass.Spaghetti, Prints(showing: 1, others: 9), new CalibrationOptions(), new Random(1));

        Assert.Equal(1 / (1 + Math.Pow(0.82 / 0.18, 5.0 / 6)), choice.Threshold.Set, 9);
        Assert.Null(note);
    }

    [Fact]
    public void Of_ProvedPrecision_IsLeftWhereItIsProved()
    {
        var options = new CalibrationOptions
        {
            ThresholdRules = new Dictionary<DefectClass, ThresholdRule> { [DefectClass.Spaghetti] = new(ThresholdCriterion.PrecisionTarget, 0.9) },
        };

        var (choice, note) = ThresholdChoice.Of(DefectClass.Spaghetti, Prints(showing: 60, others: 60), options, new Random(1));

        Assert.Equal(0.5, choice.Threshold.Set, 9);
        Assert.Null(note);
    }

    /// <summary>Of two frames each: those that show the class at 0.9, the others at 0.1.</summary>
    private static List<IReadOnlyList<(double Score, bool Positive)>> Prints(int showing, int others) =>
    [
        .. Enumerable.Repeat<IReadOnlyList<(double, bool)>>([(0.9, true), (0.9, true)], showing),
        .. Enumerable.Repeat<IReadOnlyList<(double, bool)>>([(0.1, false), (0.1, false)], others),
    ];
}
