using Defects.Shared.Bundles;

namespace Defects.Trainer.Retraining;

/// <summary>What a verdict does to the aliases. The version itself is registered either way.</summary>
public static class Promotion
{
    /// <summary>Makes a version the champion; the one before becomes <c>previous</c>, where a rollback goes.</summary>
    public static void Promote(string modelFolder, int version)
    {
        if (BundleAliases.VersionOf(modelFolder, BundleLayout.Champion) is { } before)
        {
            // First the way back, then the step: a kill in between loses nothing.
            BundleAliases.Set(modelFolder, BundleLayout.Previous, before);
        }

        BundleAliases.Set(modelFolder, BundleLayout.Champion, version);
    }

    /// <summary>Leaves the champion where it is and keeps the loser as <c>challenger</c>, for a person to look at.</summary>
    public static void Keep(string modelFolder, int version) => BundleAliases.Set(modelFolder, BundleLayout.Challenger, version);

    /// <summary>Puts the previous champion back.</summary>
    /// <returns>The version now in service.</returns>
    /// <exception cref="BundleException">There is no previous version.</exception>
    public static int RollBack(string modelFolder)
    {
        var previous = BundleAliases.VersionOf(modelFolder, BundleLayout.Previous)
            ?? throw new BundleException(
                modelFolder,
                $"no {BundleLayout.Previous}: nothing was ever replaced",
                "the alias of the version that the champion replaced",
                $"Point the champion at a version yourself: ln -sfn VERSION {Path.Combine(modelFolder, BundleLayout.Champion)}");
        Promote(modelFolder, previous);
        return previous;
    }
}
