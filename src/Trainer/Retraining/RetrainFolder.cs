using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Defects.Shared.Bundles;
using Defects.Shared.Files;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Retraining;

/// <summary>The run folder of a retraining. It holds <c>champion-N.safetensors</c>, the weights it goes on from, which no other run does.</summary>
internal sealed partial record RetrainFolder(RunFolder Run)
{
    private const string VerdictFile = "promotion.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The version whose weights the run goes on from; null where no retraining made the folder.</summary>
    public int? Start => !Directory.Exists(Run.Path) ? null : Directory.EnumerateFiles(Run.Path)
        .Select(file => Weights().Match(Path.GetFileName(file)))
        .Where(match => match.Success)
        .Select(match => (int?)int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
        .FirstOrDefault();

    /// <summary>Versions that came from elsewhere have no such folder, and nobody asked to have them judged.</summary>
    public bool AwaitsVerdict => Start is not null && !File.Exists(Run.In(VerdictFile));

    /// <summary>Makes the folder anew where another run is in it: one that was interrupted, whose labels or champion have changed since.</summary>
    /// <exception cref="BundleException">The run is none of a retraining, so that it is somebody's and may be under way.</exception>
    public void Begin(TrainOptions options, Dataset dataset)
    {
        if (Directory.Exists(Run.Path) && !RunConfiguration.IsOf(Run.Path, options, dataset))
        {
            if (Start is null && Directory.EnumerateFileSystemEntries(Run.Path).Any(entry => !Path.GetFileName(entry).StartsWith("champion-", StringComparison.Ordinal)))
            {
                throw new BundleException(
                    Run.Path, "a run that no retraining began", "no folder, or one with champion-N.safetensors", "Wait until that run is over, or move its folder elsewhere.");
            }

            Directory.Delete(Run.Path, recursive: true);
        }

        Directory.CreateDirectory(Run.Path);
    }

    public string WeightsOf(int champion) => Run.In(string.Create(CultureInfo.InvariantCulture, $"champion-{champion}.safetensors"));

    /// <summary>Carries the verdict out and keeps it. What is cut off in between is judged again, and comes to the same.</summary>
    public PromotionVerdict Conclude(string models, int version, PromotionVerdict judged)
    {
        var start = Start!.Value;
        var verdict = judged.Unless(
            version, start, BundleAliases.VersionOf(models, BundleLayout.Champion), BundleAliases.VersionOf(models, BundleLayout.Previous));
        if (verdict.Promote)
        {
            Promotion.Replace(models, start, version);
        }
        else
        {
            Promotion.Keep(models, version);
        }

        WholeFile.Write(Run.In(VerdictFile), JsonSerializer.Serialize(verdict, Json) + "\n");
        return verdict;
    }

    [GeneratedRegex(@"^champion-(\d{1,9})\.safetensors$", RegexOptions.CultureInvariant)]
    private static partial Regex Weights();
}
