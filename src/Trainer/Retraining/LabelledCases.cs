using Defects.Shared.HardCases;
using Defects.Shared.Imaging;
using Defects.Trainer.Data;

namespace Defects.Trainer.Retraining;

/// <summary>Hard cases that a person has labelled, as training rows.</summary>
/// <param name="Rows">Split <c>train</c>; the frozen validation and test splits never grow by them.</param>
/// <param name="Refused">Cases left out, each with its reason.</param>
public sealed record LabelledCases(IReadOnlyList<LabelledImage> Rows, IReadOnlyList<string> Refused)
{
    /// <summary>Hash bits up to which two pictures count as the same one.</summary>
    public const int NearDuplicate = 6;

    /// <summary>The source of every row, for results per source.</summary>
    public const string Source = "hard_cases";

    /// <summary>
    /// Takes the labelled cases of the stores. A near-duplicate of a validation or test picture is refused: training on it would
    /// make the frozen splits say what they have seen and not what was learnt. So is a picture that has another label elsewhere:
    /// one of the two is wrong, and a nightly run has nobody to ask which.
    /// </summary>
    /// <param name="stores">Folders of hard cases.</param>
    /// <param name="known">What the champion was trained and judged on, looked at.</param>
    public static LabelledCases Read(IEnumerable<string> stores, Dataset known)
    {
        var frozen = known.Images.Where(row => row.Split != Splits.Train && known.Pictures.ContainsKey(row.Path)).ToList();
        List<(LabelledImage Row, string Pixels)> rows = [];
        List<string> refused = [];
        foreach (var item in stores.SelectMany(store => new HardCaseStore(store).Read((file, why) => refused.Add($"{file}: {why}"))))
        {
            if (item.Record.Label is not { } label)
            {
                continue;
            }

            if (frozen.All(row => row.Label != label || row.Split != Splits.Validation))
            {
                refused.Add($"{item.ImageFile}: labelled {label}, which no validation picture shows, so nobody could tell whether it was learnt");
            }
            else if (Look(item.ImageFile) is not { } picture)
            {
                refused.Add($"{item.ImageFile}: not a complete image");
            }
            else if (frozen.FirstOrDefault(row => PerceptualHash.Distance(known.Pictures[row.Path].Hash, picture.Hash) <= NearDuplicate) is { } twin)
            {
                refused.Add($"{item.ImageFile}: nearly the same picture as {twin.Path} of the {twin.Split} split");
            }
            else
            {
                rows.Add((new LabelledImage(item.ImageFile, label, $"hard/{item.Record.Agent}/{item.Group}", Source, "own", Splits.Train), picture.Pixels));
            }
        }

        var samePixels = known.Images.Where(row => row.Split == Splits.Train && known.Pictures.ContainsKey(row.Path))
            .Select(row => (Row: row, known.Pictures[row.Path].Pixels))
            .Concat(rows)
            .ToLookup(seen => seen.Pixels, seen => seen.Row);
        var contradicted = rows.ToLookup(row => samePixels[row.Pixels].FirstOrDefault(other => other.Label != row.Row.Label), row => row.Row);
        return new LabelledCases(
            [.. contradicted[null]],
            [
                .. refused,
                .. from other in contradicted
                   where other.Key is not null
                   from row in other
                   select $"{row.Path}: labelled {row.Label}, but {other.Key.Path} shows the same pixels and is labelled {other.Key.Label}",
            ]);
    }

    // The stored hash is of the frame the agent saw; the rows of the splits have none, so both are taken from the files.
    private static PictureFingerprint? Look(string file)
    {
        using var frame = FramePreprocessing.TryDecode(PictureFile.TryRead(file));
        return frame is null ? null : PictureFingerprint.Of(frame);
    }
}
