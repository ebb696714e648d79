using Defects.Shared.Classes;

namespace Defects.Trainer.Data;

/// <summary>Checked, readable images.</summary>
/// <param name="Images">In the order of the inputs.</param>
/// <param name="Unreadable">Files that were skipped because they are not complete images.</param>
/// <param name="Sha256">Over rows and files; see <see cref="ImageInspection"/>.</param>
public sealed record Dataset(IReadOnlyList<LabelledImage> Images, IReadOnlyList<string> Unreadable, string Sha256)
{
    /// <summary>Lines of one kind that a refusal tells.</summary>
    private const int MostTold = 10;

    /// <summary>What the images look like, by path; empty where nobody has looked.</summary>
    public IReadOnlyDictionary<string, PictureFingerprint> Pictures { get; init; } = new Dictionary<string, PictureFingerprint>();

    /// <summary>The classes of the training split by ascending id: the output columns of a model trained on it.</summary>
    public ClassSet Classes => new(DefectClass.All.Where(c => Images.Any(i => i.Label == c && i.Split == Splits.Train)));

    /// <summary>The test splits there are, <c>test</c> first.</summary>
    public IReadOnlyList<string> TestSplits =>
        [.. Images.Select(i => i.Split).Distinct().Where(Splits.IsTest).OrderBy(split => split != Splits.Test).ThenBy(split => split, StringComparer.Ordinal)];

    public IReadOnlyList<LabelledImage> Split(string name) => [.. Images.Where(i => i.Split == name)];

    /// <summary>Reads, filters, checks and looks at every file.</summary>
    /// <exception cref="DatasetException">Anything is wrong; all of it is listed.</exception>
    public static Dataset Load(DatasetSelection selection)
    {
        var problems = new List<string>();
        var images = ReadRows(selection, problems);
        problems.AddRange(DatasetCheck.Problems(images).Select(finding => finding.Text));
        if (problems.Count > 0)
        {
            throw new DatasetException(problems);
        }

        var inspection = ImageInspection.Of(images);
        return new Dataset(inspection.Readable, inspection.Unreadable, inspection.Sha256) { Pictures = inspection.Pictures };
    }

    /// <summary>The rows that are wanted, before anything is checked that takes more than one row to see.</summary>
    /// <param name="problems">Takes a line for everything that is wrong with a row or an input.</param>
    internal static IReadOnlyList<LabelledImage> ReadRows(DatasetSelection selection, ICollection<string> problems)
    {
        var images = selection.Inputs.SelectMany(input => ReadInput(input, problems))
            .Concat(selection.Auxiliaries.SelectMany(input => ReadAuxiliary(input, problems)))
            .Where(selection.Takes)
            .ToList();
        if (problems.Count == 0 && images.Count == 0)
        {
            problems.Add($"{string.Join(", ", selection.Inputs)}: no row is left to use");
        }

        return images;
    }

    /// <summary>Returns this set where it can be trained on.</summary>
    /// <exception cref="DatasetException">
    /// A class cannot be learnt or not be judged, pictures of one split are nearly those of another, or a picture has two labels.
    /// </exception>
    public Dataset RequireTrainable()
    {
        var problems = DatasetCheck.TrainingProblems(Images)
            .Concat(PictureCheck.Findings(Images, Pictures).Where(finding => finding.IsError))
            .GroupBy(finding => finding.Kind)
            .SelectMany(findings => Finding.Abridge([.. findings], MostTold))
            .ToList();
        return problems.Count == 0 ? this : throw new DatasetException(problems);
    }

    private static IEnumerable<LabelledImage> ReadAuxiliary(string input, ICollection<string> problems) =>
        ReadInput(input, problems).Where(i => i.Split != Splits.Validation).Select(i => i with { Auxiliary = i.Split == Splits.Train });

    private static IReadOnlyList<LabelledImage> ReadInput(string input, ICollection<string> problems)
    {
        if (Directory.Exists(input))
        {
            var manifest = Path.Combine(input, "manifest.csv");
            return File.Exists(manifest) ? ManifestReader.Read(manifest, problems) : ClassFolders.Read(input, problems);
        }

        if (File.Exists(input))
        {
            return ManifestReader.Read(input, problems);
        }

        problems.Add($"{input}: nothing is there; expected a CSV manifest or a folder with one folder for each class");
        return [];
    }
}
