using Defects.Shared.Classes;

namespace Defects.Trainer.Data;

/// <summary>What would make training lie, found before it starts.</summary>
public static class DatasetCheck
{
    /// <summary>One line a problem; none where the rows may be used.</summary>
    public static IEnumerable<string> Problems(IReadOnlyCollection<LabelledImage> images) =>
        [.. GroupsInTwoSplits(images), .. FilesNamedTwice(images)];

    /// <summary>One line a problem of the rows as a training set: classes that cannot be learnt, or not be judged.</summary>
    public static IEnumerable<string> TrainingProblems(IReadOnlyCollection<LabelledImage> images)
    {
        var trained = ClassesOf(images, Splits.Train);
        var validated = ClassesOf(images, Splits.Validation);
        if (trained.Count < 2)
        {
            yield return $"split train has {trained.Count} class(es); a classifier needs two or more";
        }

        if (!trained.Contains(DefectClass.Good))
        {
            yield return "split train has no image of good: nothing to tell a defect from";
        }

        foreach (var missing in trained.Except(validated))
        {
            yield return $"class {missing} is in split train and has no image in split val: it could be trained but not judged";
        }

        foreach (var unlearnt in DefectClass.All.Where(c => images.Any(i => i.Label == c && i.Split is Splits.Validation) && !trained.Contains(c)))
        {
            yield return $"class {unlearnt} has no image in split train";
        }
    }

    private static IReadOnlyCollection<DefectClass> ClassesOf(IEnumerable<LabelledImage> images, string split) =>
        [.. DefectClass.All.Where(c => images.Any(i => i.Label == c && i.Split == split))];

    private static IEnumerable<string> GroupsInTwoSplits(IEnumerable<LabelledImage> images) =>
        images.GroupBy(i => i.Group)
            .Select(g => (Group: g.Key, Splits: g.Select(i => i.Split).Distinct().Order(StringComparer.Ordinal).ToList()))
            .Where(g => g.Splits.Count > 1)
            .OrderBy(g => g.Group, StringComparer.Ordinal)
            .Select(g => $"group {g.Group} is in the splits {string.Join(" and ", g.Splits)}; a print belongs to one");

    private static IEnumerable<string> FilesNamedTwice(IEnumerable<LabelledImage> images) =>
        images.GroupBy(i => i.Path)
            .Where(g => g.Count() > 1)
            .Select(g => $"{g.Key} is named {g.Count()} times, as {string.Join(", ", g.Select(i => i.Label).Distinct())}");
}
