using Defects.Shared.Classes;

namespace Defects.Trainer.Data;

/// <summary>What would make training lie, found before it starts.</summary>
public static class DatasetCheck
{
    /// <summary>What makes the rows unfit for anything.</summary>
    public static IEnumerable<Finding> Problems(IReadOnlyCollection<LabelledImage> images) =>
        [.. GroupsInTwoSplits(images), .. FilesNamedTwice(images)];

    /// <summary>What makes the rows unfit to train on: classes that cannot be learnt, or not be judged.</summary>
    public static IEnumerable<Finding> TrainingProblems(IReadOnlyCollection<LabelledImage> images) =>
        UnfitClasses(images).Select(text => new Finding(FindingKind.Class, text));

    /// <summary>Classes of the training split that a test split lacks: no error, since averages name the classes they cover.</summary>
    public static IEnumerable<Finding> Absences(IReadOnlyCollection<LabelledImage> images) =>
        from split in images.Select(i => i.Split).Distinct().Where(Splits.IsTest).Order(StringComparer.Ordinal)
        let absent = ClassesOf(images, Splits.Train).Except(ClassesOf(images, split)).ToList()
        where absent.Count > 0
        select new Finding(FindingKind.Absent, $"{split} has no image of {string.Join(", ", absent)}");

    private static IEnumerable<string> UnfitClasses(IReadOnlyCollection<LabelledImage> images)
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

    private static IEnumerable<Finding> GroupsInTwoSplits(IEnumerable<LabelledImage> images) =>
        images.GroupBy(i => i.Group)
            .Select(g => (Group: g.Key, Splits: g.Select(i => i.Split).Distinct().Order(StringComparer.Ordinal).ToList()))
            .Where(g => g.Splits.Count > 1)
            .OrderBy(g => g.Group, StringComparer.Ordinal)
            .Select(g => new Finding(FindingKind.GroupInTwoSplits, $"group {g.Group} is in the splits {string.Join(" and ", g.Splits)}; a print belongs to one"));

    private static IEnumerable<Finding> FilesNamedTwice(IEnumerable<LabelledImage> images) =>
        images.GroupBy(i => i.Path)
            .Where(g => g.Count() > 1)
            .Select(g => new Finding(FindingKind.NamedTwice, $"{g.Key} is named {g.Count()} times, as {string.Join(", ", g.Select(i => i.Label).Distinct())}"));
}
