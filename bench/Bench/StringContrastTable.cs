using Defects.Shared.Classes;
using Defects.Trainer.Augmentation;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;

namespace Defects.Bench;

/// <summary>What each augmentation policy, and each kind of change in the default one, leaves of the contrast of the finest simulated strings.</summary>
internal static class StringContrastTable
{
    private const int Frames = 10;
    private const int Draws = 20;
    private const string Default = "minority_first";

    public static int Run(TextWriter output)
    {
        var side = new TrainOptions().InputSize;
        var frames = StringContrast.Finest(Frames, side);
        foreach (var (policy, amounts) in Policies())
        {
            foreach (var (kind, only) in policy == Default ? Kinds(amounts) : [("all", amounts)])
            {
                var kept = StringContrast.Kept(frames, only, Draws, side);
                output.WriteLine(FormattableString.Invariant($"string-contrast.{policy}.{kind}.mean {kept.Mean:0.000}"));
                output.WriteLine(FormattableString.Invariant($"string-contrast.{policy}.{kind}.lowest_tenth {kept.LowestTenth:0.000}"));
            }
        }

        return 0;
    }

    /// <summary>Stringing as the rarest class gets the largest changes there are; without its bound for comparison.</summary>
    private static IEnumerable<(string Name, AugmentationAmounts Amounts)> Policies()
    {
        IReadOnlyList<ClassCount> counts = [new(DefectClass.Good, 1000, 10_000), new(DefectClass.Stringing, 1, 1)];
        AugmentationAmounts Of(AugmentationKind kind) =>
            AugmentationPolicy.For(counts, new AugmentationOptions { Policy = kind }).Of(DefectClass.Stringing) ?? new AugmentationAmounts();
        yield return ("none", Of(AugmentationKind.None));
        yield return ("plain", Of(AugmentationKind.Plain));
        yield return (Default, Of(AugmentationKind.MinorityFirst));
        yield return ("minority_first_unbounded", AugmentationAmounts.Of(geometry: 1, appearance: 1));
    }

    private static IEnumerable<(string Kind, AugmentationAmounts Amounts)> Kinds(AugmentationAmounts amounts)
    {
        yield return ("all", amounts);
        yield return ("light", amounts.GeometryOnly() with { Gain = amounts.Gain, Offset = amounts.Offset, Cast = amounts.Cast });
        yield return ("blur", amounts.GeometryOnly() with { BlurSigma = amounts.BlurSigma });
        yield return ("noise", amounts.GeometryOnly() with { NoiseDeviation = amounts.NoiseDeviation });
        yield return ("jpeg", amounts.GeometryOnly() with { JpegLoss = amounts.JpegLoss });
    }
}
