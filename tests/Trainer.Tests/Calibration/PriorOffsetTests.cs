using CsCheck;
using Defects.Shared.Classes;
using Defects.Trainer.Calibration;

namespace Defects.Trainer.Tests.Calibration;

public sealed class PriorOffsetTests
{
    [Fact]
    public void PriorOffset_NetworkFittedToBalancedClasses_RestoresBayes()
    {
        var offset = PriorOffset.Of(
            new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.5, [DefectClass.Spaghetti] = 0.5 },
            new Dictionary<DefectClass, double> { [DefectClass.Good] = 0.9, [DefectClass.Spaghetti] = 0.1 });

        // A likelihood ratio of 3 for spaghetti against odds of 9 to 1 leaves 3 to 9.
        var p = Softmax.Of([0, Math.Log(3)], [offset[DefectClass.Good], offset[DefectClass.Spaghetti]], 1);

        Assert.Equal(0.25, p[1], 9);
    }

    [Fact]
    public void PriorOffset_PriorsSwapped_IsTakenBack() => Gen.Double[0.01, 1].Array[6].Sample(shares =>
    {
        var (one, other) = (CalibrationData.Prior(shares[..3]), CalibrationData.Prior(shares[3..]));
        var (there, back) = (PriorOffset.Of(one, other), PriorOffset.Of(other, one));
        Assert.All(there, offset => Assert.Equal(0, offset.Value + back[offset.Key], 12));
    });

    [Fact]
    public void PriorOffset_ClassThatNeverServes_IsRefusedByName() =>
        Assert.Contains("The deployed prior of stringing is 0", Assert.Throws<ArgumentException>(
            () => PriorOffset.Of(CalibrationData.Prior(0.3, 0.3, 0.4), CalibrationData.Prior(0.5, 0, 0.5))).Message);
}
