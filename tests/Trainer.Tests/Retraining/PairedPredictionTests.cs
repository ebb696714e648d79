using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Retraining;
using Defects.Trainer.Tests.Data;
using OpenCvSharp;

namespace Defects.Trainer.Tests.Retraining;

public sealed class PairedPredictionTests : IDisposable
{
    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_SameNetworkAtOtherThresholds_AnswersAsItsAlertsWould()
    {
        // Spaghetti 0.7, which is the likeliest class in both.
        Assert.Equal((DefectClass.Good, DefectClass.Spaghetti), Answers(spaghetti: 0.7f, 0.8, 0.65));
    }

    [Fact]
    public void Of_ThresholdsBelowWhatAlertsBeginFrom_AnswersAsItsAlertsWould()
    {
        // An agent alerts from 0.6 on, whatever lower threshold a model has.
        Assert.Equal((DefectClass.Good, DefectClass.Good), Answers(spaghetti: 0.5f, 0.45, 0.3));
        Assert.Equal((DefectClass.Spaghetti, DefectClass.Spaghetti), Answers(spaghetti: 0.61f, 0.45, 0.3));
    }

    /// <summary>Of bundles that tell spaghetti from different probabilities on.</summary>
    private (DefectClass Champion, DefectClass Challenger) Answers(float spaghetti, double championFrom, double challengerFrom)
    {
        var other = (1 - spaghetti) / 3;
        float[] logits = [MathF.Log(other), MathF.Log(other), MathF.Log(other), MathF.Log(spaghetti)];
        var models = $"models {spaghetti}";
        var champion = RetrainBundle.Write(_folder[models], 1, logits, championFrom);
        var challenger = RetrainBundle.Write(_folder[models], 2, logits, challengerFrom);
        var row = new LabelledImage(_folder.Picture("a.png", new Scalar(40, 160, 40)), DefectClass.Stringing, "print 7", "test", "MIT", Splits.Test);

        var pair = Assert.Single(PairedPrediction.Of(champion, challenger, [row], TestContext.Current.CancellationToken));

        Assert.Equal(("print 7", DefectClass.Stringing), (pair.Group, pair.Truth));
        return (pair.Champion, pair.Challenger);
    }
}
