using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Tests.Training;

public sealed class FoldScoresTests : IDisposable
{
    private static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Spaghetti]);

    private static readonly LabelledImage[] Images =
        [.. Enumerable.Range(0, 3).Select(i => new LabelledImage($"/a, \"b\"/{i}.jpg", DefectClass.Good, $"g{i}", "s", "MIT", Splits.Validation))];

    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("scores.csv");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void TryRead_WhatWasWritten_ComesBackToTheLastDigit()
    {
        ScoredImage[] scores = [.. Images.Select((image, i) => new ScoredImage(image, [1.0 / 3 + i, -Math.PI]))];

        FoldScores.Write(File, scores, Classes);

        var read = FoldScores.TryRead(File, Images, Classes);
        Assert.NotNull(read);
        Assert.Equal(scores.Select(s => s.Image), read.Select(s => s.Image));
        Assert.Equal(scores.SelectMany(s => s.Logits), read.SelectMany(s => s.Logits));
    }

    [Fact]
    public void TryRead_Absent_HalfWritten_OrOfOtherImages_IsToBeDoneAgain()
    {
        Assert.Null(FoldScores.TryRead(File, Images, Classes));

        FoldScores.Write(File, [.. Images.Take(2).Select(image => new ScoredImage(image, [0, 1]))], Classes);
        Assert.Null(FoldScores.TryRead(File, Images, Classes));

        FoldScores.Write(File, [.. Images.Reverse().Select(image => new ScoredImage(image, [0, 1]))], Classes);
        Assert.Null(FoldScores.TryRead(File, Images, Classes));
    }
}
