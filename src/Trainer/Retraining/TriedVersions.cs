using System.Globalization;
using Defects.Shared.Bundles;

namespace Defects.Trainer.Retraining;

/// <summary>The versions there are, by what they were trained on.</summary>
internal static class TriedVersions
{
    /// <param name="tell">Takes a line for each version that cannot be asked; an old and damaged one is no reason to learn nothing any more.</param>
    /// <returns>The version that was trained on just these rows; null for none.</returns>
    public static int? Find(string modelFolder, string dataHash, Action<string> tell)
    {
        foreach (var version in BundleLayout.Versions(modelFolder))
        {
            var file = Path.Combine(modelFolder, version.ToString(CultureInfo.InvariantCulture), BundleLayout.ManifestFile);
            try
            {
                if (File.Exists(file) && BundleJson.ReadManifest(File.ReadAllText(file), file).Model.TrainingDataHash == dataHash)
                {
                    return version;
                }
            }
            catch (BundleException e)
            {
                tell($"Passed over: {e.Message}");
            }
        }

        return null;
    }
}
