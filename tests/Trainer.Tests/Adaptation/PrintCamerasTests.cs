using Defects.Shared.Classes;
using Defects.Trainer.Adaptation;
using Defects.Trainer.Data;

namespace Defects.Trainer.Tests.Adaptation;

public sealed class PrintCamerasTests
{
    [Fact]
    public void Part_EachGoodPrintOfTwentyInTurn_IsTriedOnAllOthers()
    {
        var parts = PrintCameras.Part(
            [.. Print("long", DefectClass.Good, 40), .. Print("short", DefectClass.Good, 19), .. Print("failed", DefectClass.Spaghetti, 6), .. Print("exact", DefectClass.Good, 20)],
            poison: 0);

        Assert.Equal(["long", "exact"], parts.Select(part => part.Print));
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"long_{2 * i}.jpg"), parts[0].Reference.Select(image => image.Path));
        Assert.Equal(["short", "failed", "exact"], parts[0].Others.Select(image => image.Group).Distinct());
        Assert.Equal([19 + 6 + 20, 40 + 19 + 6], parts.Select(part => part.Others.Count));
    }

    [Fact]
    public void Part_PoisonedReference_DoesNotTryWhatItHolds()
    {
        var part = Assert.Single(PrintCameras.Part([.. Print("good", DefectClass.Good, 20), .. Print("failed", DefectClass.Spaghetti, 6)], poison: 2));

        // In the middle of either half of six: the second and the fifth.
        Assert.Equal([.. Enumerable.Range(2, 18).Select(i => $"good_{i}.jpg"), "failed_1.jpg", "failed_4.jpg"], part.Reference.Select(image => image.Path));
        Assert.Equal(["failed_0.jpg", "failed_2.jpg", "failed_3.jpg", "failed_5.jpg"], part.Others.Select(image => image.Path));
    }

    [Fact]
    public void Part_NothingLeftToTry_HasNoCamera() => Assert.Empty(PrintCameras.Part([.. Print("good", DefectClass.Good, 20)], poison: 0));

    private static IEnumerable<LabelledImage> Print(string name, DefectClass label, int count) =>
        Enumerable.Range(0, count).Select(i => new LabelledImage($"{name}_{i}.jpg", label, name, "shop", "MIT", Splits.Validation));
}
