namespace Defects.Trainer.Data;

/// <summary>A data set with everything that is wrong with it, for people who want to know before they train.</summary>
/// <param name="Images">The rows that can be read and whose files are complete images.</param>
/// <param name="Pictures">What they look like, by path.</param>
/// <param name="Findings">Errors and notes.</param>
public sealed record DatasetExamination(
    IReadOnlyList<LabelledImage> Images, IReadOnlyDictionary<string, PictureFingerprint> Pictures, IReadOnlyList<Finding> Findings)
{
    /// <summary>Reads all rows and files; nothing that is wrong with one hides what is wrong with another.</summary>
    public static DatasetExamination Of(DatasetSelection selection)
    {
        List<string> problems = [];
        var rows = Dataset.ReadRows(selection, problems);
        var inspection = ImageInspection.Of([.. rows.DistinctBy(row => row.Path)]);
        return new DatasetExamination(inspection.Readable, inspection.Pictures,
        [
            .. problems.Select(problem => new Finding(FindingKind.Row, problem)),
            .. DatasetCheck.Problems(rows),
            .. DatasetCheck.TrainingProblems(inspection.Readable),
            .. inspection.Unreadable.Select(path => new Finding(FindingKind.Unreadable, path)),
            .. PictureCheck.Findings(inspection.Readable, inspection.Pictures),
            .. DatasetCheck.Absences(inspection.Readable),
        ]);
    }
}
