namespace Defects.Trainer.Data;

/// <summary>Stratified group k-fold: whole groups, every fold with its even share of each class and source.</summary>
public static class GroupedFolds
{
    /// <param name="images">In any order; the fold of an image depends on the set and not on the order.</param>
    /// <param name="folds">2 or more, and no more than there are groups.</param>
    /// <param name="seed">Another seed deals groups that are alike to other folds.</param>
    /// <returns>
    /// The fold of each image, 0 to <paramref name="folds"/> - 1. Where groups are of one class each, a class with as many groups
    /// as folds, or more, is in every fold.
    /// </returns>
    /// <exception cref="ArgumentException">There are fewer than two folds, or fewer groups than folds.</exception>
    public static IReadOnlyList<int> Assign(IReadOnlyList<LabelledImage> images, int folds, int seed)
    {
        var groups = images.Select(image => image.Group).Distinct().Count();
        if (folds < 2 || folds > groups)
        {
            throw new ArgumentException($"{folds} folds of {groups} groups; expected 2 folds or more, and a group or more for each.");
        }

        var parts = GroupAllocation.Assign(images, [.. Enumerable.Repeat(1.0 / folds, folds)], seed);
        return [.. images.Select(image => parts[image.Group])];
    }
}
