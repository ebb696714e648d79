using System.Globalization;

namespace Defects.Bench.Recipes;

/// <summary>A figure over the seeds, as tables show it.</summary>
internal static class SeedSpread
{
    /// <summary>Mean and, where there are several, the sample's standard deviation; a dash where there is none.</summary>
    public static string Of(IReadOnlyList<double> seeds, string format = "0.000")
    {
        if (seeds.Count == 0)
        {
            return "-";
        }

        var average = seeds.Average();
        var mean = average.ToString(format, CultureInfo.InvariantCulture);
        return seeds.Count == 1
            ? mean
            : $"{mean} ± {Math.Sqrt(seeds.Sum(seed => Math.Pow(seed - average, 2)) / (seeds.Count - 1)).ToString(format, CultureInfo.InvariantCulture)}";
    }
}
