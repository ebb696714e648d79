using System.Globalization;
using Defects.Shared.Bundles;
using Defects.Trainer.Data;
using Defects.Trainer.Training;

namespace Defects.Trainer.Retraining;

/// <summary>
/// Champion plus new labels in, a registered version and a verdict out: the labelled hard cases join the training rows, training
/// goes on from the champion's own weights, and both models are judged on the same frozen test split.
/// </summary>
public sealed class RetrainRun(RetrainWorkspace workspace, ITrainingProgress progress, TimeProvider clock)
{
    /// <returns>The verdict, or null where there is nothing new to learn from.</returns>
    /// <exception cref="DatasetException">The data cannot be trained on; every problem is listed.</exception>
    /// <exception cref="BundleException">The champion is damaged.</exception>
    public PromotionVerdict? Execute(TrainOptions options, CancellationToken cancellation)
    {
        var known = Dataset.Load(new DatasetSelection(workspace.Data) { Auxiliaries = workspace.Auxiliary }).RequireTrainable();
        if (known.Split(Splits.Test).Count == 0)
        {
            // Said before hours of training, not after.
            throw new DatasetException(["split test has no image: there would be nothing to judge the new model by"]);
        }

        var dataset = WithLabelledCases(known);
        if (dataset is null)
        {
            return null;
        }

        if (TriedVersions.Find(workspace.Models, dataset.Sha256, progress.Note) is { } tried)
        {
            var ended = FolderOf(tried);
            if (!ended.AwaitsVerdict)
            {
                progress.Note($"Version {tried} was trained on just these rows: nothing new to learn.");
                return null;
            }

            progress.Note($"Version {tried} was trained on just these rows, and the run was stopped before the verdict: it is judged now.");
            return Judge(ended, tried, dataset, options, cancellation);
        }

        var start = BundleAliases.VersionOf(workspace.Models, BundleLayout.Champion) ?? throw new BundleException(
            workspace.Models, $"{BundleLayout.Champion} is no link", "a link to a version", $"Make it one: ln -sfn VERSION {BundleLayout.Champion}");
        var release = ModelRelease.Next(workspace.Models);
        var folder = FolderOf(release.Version);
        var champion = new ChampionStart(Read(start), dataset, progress.Note);
        options = champion.Begin(folder, options);
        folder.Run.Train(options, dataset, workspace, release, progress, clock, cancellation, champion.Model);
        return Judge(folder, release.Version, dataset, options, cancellation);
    }

    private ModelBundle Read(int version) => ModelBundle.Read(new ModelRelease(workspace.Models, version).Folder);

    private RetrainFolder FolderOf(int version) => new(new RunFolder(Path.Combine(workspace.Runs, version.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Compares with the version that the challenger goes on from; the champion may be another one by the time that is done.</summary>
    private PromotionVerdict Judge(RetrainFolder folder, int version, Dataset dataset, TrainOptions options, CancellationToken cancellation)
    {
        var rows = PairedPrediction.Of(Read(folder.Start!.Value), Read(version), dataset.Split(Splits.Test), cancellation);
        return folder.Conclude(workspace.Models, version, PromotionRule.Judge(rows, new Random(options.Seed)));
    }

    private Dataset? WithLabelledCases(Dataset dataset)
    {
        var cases = LabelledCases.Read(workspace.HardCases, dataset);
        foreach (var refused in cases.Refused)
        {
            progress.Note($"Left out: {refused}.");
        }

        if (cases.Rows.Count == 0)
        {
            progress.Note($"No labelled hard case in {string.Join(", ", workspace.HardCases)}: nothing to learn.");
            return null;
        }

        var inspected = ImageInspection.Of([.. dataset.Images, .. cases.Rows]);
        progress.Note($"{cases.Rows.Count} labelled hard cases from {cases.Rows.Select(row => row.Group).Distinct().Count()} prints join the training rows.");
        return new Dataset(inspected.Readable, [.. dataset.Unreadable, .. inspected.Unreadable], inspected.Sha256) { Pictures = inspected.Pictures };
    }
}
