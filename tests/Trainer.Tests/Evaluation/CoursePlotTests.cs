using Defects.Shared.Classes;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Evaluation.Plots;
using Defects.Trainer.Tests.Training;

namespace Defects.Trainer.Tests.Evaluation;

public sealed class CoursePlotTests
{
    [Fact]
    public void DrawScores_PrecisionRecallAndMacroF1_AreAllInThePicture()
    {
        var picture = Draw(0.9, 0.6, 0.7);

        Assert.Equal(picture, Draw(0.9, 0.6, 0.7));
        Assert.NotEqual(picture, Draw(0.8, 0.6, 0.7));
        Assert.NotEqual(picture, Draw(0.9, 0.65, 0.7));
        Assert.NotEqual(picture, Draw(0.9, 0.6, 0.75));
    }

    [Fact]
    public void DrawScores_PrecisionBelowAllRecalls_StaysInThePicture() =>
        Assert.NotEqual(Draw(precision: 0.3, 0.6, 0.7), Draw(precision: 0.25, 0.6, 0.7));

    /// <summary>Good is at 0.5 throughout, so that the axes stay as they are.</summary>
    private static byte[] Draw(double precision, double recall, double macroF1)
    {
        ClassScores[] classes = [new(DefectClass.Good, 0.5, 0.5, 0.5, 10), new(DefectClass.Stringing, precision, recall, 0.5, 10)];
        var epochs = Enumerable.Range(1, 3).Select(i => Reports.Epoch(i, 0.5)).Select(e => e with { Validation = e.Validation with { Classes = classes, MacroF1 = macroF1 } });
        return CoursePlot.DrawScores("course", "", [.. epochs]).Png;
    }
}
