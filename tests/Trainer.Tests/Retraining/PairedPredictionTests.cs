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
        // Softmax of ln 5, ln 0.5, ln 0.5, ln 4: good 0.5, spaghetti 0.4. The likeliest class is good in both.
        float[] logits = [MathF.Log(5), MathF.Log(0.5f), MathF.Log(0.5f), MathF.Log(4)];
        var champion = RetrainBundle.Write(_folder["models"], 1, logits, spaghettiFrom: 0.5);
        var challenger = RetrainBundle.Write(_folder["models"], 2, logits, spaghettiFrom: 0.3);
        var row = new LabelledImage(_folder.Picture("a.png", new Scalar(40, 160, 40)), DefectClass.Stringing, "print 7", "test", "MIT", Splits.Test);

        var pair = Assert.Single(PairedPrediction.Of(champion, challenger, [row], TestContext.Current.CancellationToken));

        Assert.Equal(new PairedPrediction("print 7", DefectClass.Stringing, DefectClass.Good, DefectClass.Spaghetti), pair);
    }
}
