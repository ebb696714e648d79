using Defects.Trainer.Data;
using Defects.Trainer.Networks;
using Defects.Trainer.Tests.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

[Collection(OneTraining.Name)]
public sealed class CrossValidationTests : IDisposable
{
    private static readonly TrainOptions Small =
        new() { Architecture = MobileNetV3Small.Name, InputSize = 64, Epochs = 2, Batch = 8, LearningRate = 2e-3, Seed = 5 };

    private readonly PictureFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Execute_EveryImage_IsScoredOnceByANetworkThatHasNotSeenItsPrint()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);

        var scores = CrossValidation.Execute(Small, data, folds: 2, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None);

        Assert.Equal(data.Images.Select(i => i.Path).Order(), scores.Select(s => s.Image.Path).Order());
        var folds = GroupedFolds.Assign(data.Images, 2, Small.Seed);
        Assert.All(data.Images.Zip(folds).GroupBy(pair => pair.First.Group), group => Assert.Single(group.Select(pair => pair.Second).Distinct()));
    }

    [Fact]
    public void Execute_SecondTime_ReadsTheFoldsThatAreDone_ToTheLastDigit()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var first = CrossValidation.Execute(Small, data, folds: 2, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None);

        var progress = new RecordedProgress();
        var second = CrossValidation.Execute(Small, data, folds: 2, _folder["folds"], progress, TimeProvider.System, CancellationToken.None);

        Assert.Empty(progress.Epochs);
        Assert.Equal(first.SelectMany(s => s.Logits), second.SelectMany(s => s.Logits));
    }

    [Fact]
    public void Execute_AuxiliaryImages_TrainAndAreNeverScored()
    {
        var data = _folder.ColouredClasses(train: 8, validation: 4);
        var marked = data with { Images = [.. data.Images.Select((image, i) => image with { Auxiliary = i % 4 == 0 && image.Split == Splits.Train })] };

        var scores = CrossValidation.Execute(Small with { Epochs = 1 }, marked, folds: 2, _folder["folds"], new RecordedProgress(), TimeProvider.System, CancellationToken.None);

        Assert.Equal(marked.Images.Count(i => !i.Auxiliary), scores.Count);
        Assert.DoesNotContain(scores, s => s.Image.Auxiliary);
    }
}
