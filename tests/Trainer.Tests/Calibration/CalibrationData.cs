using Defects.Shared.Classes;
using Defects.Trainer.Calibration;
using Defects.Trainer.Data;

namespace Defects.Trainer.Tests.Calibration;

internal static class CalibrationData
{
    public static readonly ClassSet Classes = new([DefectClass.Good, DefectClass.Stringing, DefectClass.Spaghetti]);

    public static int Draw(double[] p, Random random)
    {
        var u = random.NextDouble();
        return u < p[0] ? 0 : u < p[0] + p[1] ? 1 : 2;
    }

    /// <summary>Images of three a print whose labels are drawn from the softmax of their logits; the logits are then multiplied.</summary>
    public static IReadOnlyList<ScoredImage> Images(int count, double factor, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(i =>
            {
                double[] z = [1 + random.NextDouble() * 3, random.NextDouble() * 3, random.NextDouble() * 3];
                return Image(i, Classes[Draw(Softmax.Of(z, [0, 0, 0], 1), random)], [.. z.Select(x => factor * x)]);
            }),
        ];
    }

    public static ScoredImage Image(int number, DefectClass label, double[] logits) =>
        new(new LabelledImage($"{number}", label, $"{number / 3}", "s", "MIT", "val"), logits);

    public static IReadOnlyDictionary<DefectClass, double> Prior(params double[] shares) => Classes.Zip(shares).ToDictionary(p => p.First, p => p.Second);

    /// <summary>Prints of one frame each.</summary>
    public static IReadOnlyList<IReadOnlyList<(double Score, bool Positive)>> SingleFrames(IEnumerable<(double Score, bool Positive)> frames) =>
        [.. frames.Select(f => (IReadOnlyList<(double, bool)>)[f])];
}
