using Defects.Trainer.Data;

namespace Defects.Trainer.Training;

/// <summary>
/// Leaves a source out of training and holds it for scoring: what a network is worth to a camera that it has never seen. Folds of prints
/// do not show that: with the source known, a network that recognises a room looks like one that recognises a defect.
/// </summary>
public static class SourceHoldouts
{
    /// <summary>The sources that training has, auxiliary ones included, by name.</summary>
    public static IReadOnlyList<string> Of(Dataset data) => [.. Images(data).Select(i => i.Source).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Everything but the source in train, the source in val, whatever split it was in.</summary>
    /// <returns>
    /// Pictures that nearly repeat one of the held source are left out of training, and held ones of a class that nothing else has are
    /// left out of val: nobody could have learnt it.
    /// </returns>
    public static Dataset Without(Dataset data, string source)
    {
        var images = Images(data);
        var linked = LinkedGroups.Of(images, data.Pictures);
        var held = images.Where(i => i.Source == source).ToList();
        var groups = held.Select(i => linked[i.Group]).ToHashSet(StringComparer.Ordinal);
        var training = data with { Images = [.. images.Where(i => !groups.Contains(linked[i.Group])).Select(i => i with { Split = Splits.Train })] };
        var classes = training.Images.Select(i => i.Label).ToHashSet();
        return data with
        {
            Images = [.. training.Images, .. held.Where(i => classes.Contains(i.Label)).Select(i => i with { Split = Splits.Validation, Auxiliary = false })],
        };
    }

    private static IReadOnlyList<LabelledImage> Images(Dataset data) => [.. data.Images.Where(i => i.Split is Splits.Train or Splits.Validation)];
}
