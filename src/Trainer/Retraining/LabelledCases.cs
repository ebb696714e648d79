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
    /// make the frozen splits say what they have seen and not what was learnt.
    /// </summary>
    /// <param name="stores">Folders of hard cases.</param>
    /// <param name="frozen">The rows of the validation and test splits.</param>
    public static LabelledCases Read(IEnumerable<string> stores, IEnumerable<LabelledImage> frozen)
    {
        var known = frozen.Select(row => (row.Path, row.Label, row.Split, Hash: HashOf(row.Path))).Where(row => row.Hash is not null).ToList();
        List<LabelledImage> rows = [];
        List<string> refused = [];
        foreach (var item in stores.SelectMany(store => new HardCaseStore(store).Read((file, why) => refused.Add($"{file}: {why}"))))
        {
            if (item.Record.Label is not { } label)
            {
                continue;
            }

            if (known.All(row => row.Label != label || row.Split != Splits.Validation))
            {
                refused.Add($"{item.ImageFile}: labelled {label}, which no validation picture shows, so nobody could tell whether it was learnt");
            }
            else if (HashOf(item.ImageFile) is not { } hash)
            {
                refused.Add($"{item.ImageFile}: not a complete image");
            }
            else if (known.FirstOrDefault(row => PerceptualHash.Distance(row.Hash!.Value, hash) <= NearDuplicate) is { Path: not null } twin)
            {
                refused.Add($"{item.ImageFile}: nearly the same picture as {twin.Path} of the {twin.Split} split");
            }
            else
            {
                rows.Add(new LabelledImage(item.ImageFile, label, $"hard/{item.Record.Agent}/{item.Group}", Source, "own", "train"));
            }
        }

        return new LabelledCases(rows, refused);
    }

    // The stored hash is of the frame the agent saw; the rows of the splits have none, so both are taken from the files.
    private static ulong? HashOf(string file)
    {
        using var frame = FramePreprocessing.TryDecode(File.ReadAllBytes(file));
        return frame is null ? null : PerceptualHash.Of(frame);
    }
}
