namespace Defects.Trainer.Data;

public static class GroupedFolds
{
    public static IReadOnlyList<int> Assign(IReadOnlyList<LabelledImage> images, int folds, int seed) =>
        [.. images.Select(i => System.Math.Abs(Seed.Of(seed, i.Group.Length, i.Group[^1])) % folds)];
}
