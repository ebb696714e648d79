using Defects.Shared.Bundles;

namespace Defects.Trainer.Retraining;

/// <summary>What a verdict does to the aliases. The version itself is registered either way.</summary>
public static class Promotion
{
    /// <summary>Makes a version the champion; the one before becomes <c>previous</c>, where a rollback goes.</summary>
    public static void Promote(string modelFolder, int version) =>
        Replace(modelFolder, BundleAliases.VersionOf(modelFolder, BundleLayout.Champion), version);

    /// <summary>The same once more where it was cut off: the version may be champion already, and <c>previous</c> not yet the one before.</summary>
    public static void Replace(string modelFolder, int? before, int version)
    {
        // First the step: a kill in between leaves an older way back, where the other order would leave the champion itself as that.
        BundleAliases.Set(modelFolder, BundleLayout.Champion, version);
        if (before is { } replaced && replaced != version)
        {
            BundleAliases.Set(modelFolder, BundleLayout.Previous, replaced);
        }
    }

    /// <summary>Makes a version the champion where there is none yet: an agent must have something to serve.</summary>
    /// <returns>Whether it became champion.</returns>
    public static bool PromoteFirst(string modelFolder, int version)
    {
        if (BundleAliases.VersionOf(modelFolder, BundleLayout.Champion) is not null)
        {
            return false;
        }

        Promote(modelFolder, version);
        return true;
    }

    /// <summary>Leaves the champion where it is and keeps the loser as <c>challenger</c>, for a person to look at.</summary>
    public static void Keep(string modelFolder, int version) => BundleAliases.Set(modelFolder, BundleLayout.Challenger, version);

    /// <summary>Puts the previous champion back.</summary>
    /// <returns>The version now in service.</returns>
    /// <exception cref="BundleException">There is no previous version, or it is the champion already.</exception>
    public static int RollBack(string modelFolder)
    {
        var previous = BundleAliases.VersionOf(modelFolder, BundleLayout.Previous)
            ?? throw new BundleException(
                modelFolder, $"no {BundleLayout.Previous}: nothing was ever replaced", "a champion that took another's place", "There is nothing to roll back to.");
        if (previous == BundleAliases.VersionOf(modelFolder, BundleLayout.Champion))
        {
            throw new BundleException(
                modelFolder,
                $"{BundleLayout.Champion} and {BundleLayout.Previous} are both version {previous}: a promotion or rollback was cut off",
                $"another version as {BundleLayout.Previous}",
                $"Point {BundleLayout.Champion} at one of {string.Join(", ", BundleLayout.Versions(modelFolder))}: ln -sfn VERSION {Path.Combine(modelFolder, BundleLayout.Champion)}");
        }

        Promote(modelFolder, previous);
        return previous;
    }
}
