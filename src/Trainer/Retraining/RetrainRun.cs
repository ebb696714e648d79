using System.Globalization;
using Defects.Shared.Bundles;
using Defects.Shared.Classes;
using Defects.Trainer.Data;
using Defects.Trainer.Evaluation;
using Defects.Trainer.Export;
using Defects.Trainer.Networks;
using Defects.Trainer.Networks.Weights;
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
        var known = Dataset.Load(new DatasetSelection(workspace.Data)).RequireTrainable();
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
        var champion = Read(start);
        var release = ModelRelease.Next(workspace.Models);
        var folder = FolderOf(release.Version);
        options = StartFrom(champion, folder.WeightsOf(start), dataset, folder, options);
        folder.Run.Train(options, dataset, workspace, release, progress, clock, cancellation, RuleOf(champion, dataset));
        return Judge(folder, release.Version, dataset, options, cancellation);
    }

    private ModelBundle Read(int version) => ModelBundle.Read(new ModelRelease(workspace.Models, version).Folder);

    private RetrainFolder FolderOf(int version) => new(new RunFolder(Path.Combine(workspace.Runs, version.ToString(CultureInfo.InvariantCulture))));

    /// <summary>Compares with the version that the challenger goes on from; the champion may be another one by the time that is done.</summary>
    private PromotionVerdict Judge(RetrainFolder folder, int version, Dataset dataset, TrainOptions options, CancellationToken cancellation)
    {
        var rows = Compare(Read(folder.Start!.Value), Read(version), dataset.Split(Splits.Test), cancellation);
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

    /// <summary>The champion's weights as the start; where the classes have changed, all of them but the classifier.</summary>
    private static TrainOptions StartFrom(ModelBundle champion, string file, Dataset dataset, RetrainFolder folder, TrainOptions options)
    {
        var model = champion.Manifest.Model;
        var sameClasses = model.ClassSet().Equals(dataset.Classes);
        options = options with
        {
            Architecture = model.Architecture,
            InputSize = model.InputSize,
            Init = sameClasses ? file : null,
            Backbone = sameClasses ? null : file,
        };

        folder.Begin(options, dataset);
        using var network = NetworkCatalog.Create(model.Architecture, model.Classes.Count);
        BundleWeights.Load(network, champion.Onnx, champion.Folder);
        if (sameClasses)
        {
            NetworkWeights.Save(network, file);
        }
        else
        {
            Backbone.Save(network, file);
        }

        return options;
    }

    /// <summary>
    /// The champion knows every kind of camera, and so does what goes on from it: there is nothing to learn a rule on anew. Its own holds for scores
    /// like the champion's, which those of a network that goes on from its weights are taken to be; nobody has measured that.
    /// </summary>
    private static AdaptationRule? RuleOf(ModelBundle champion, Dataset dataset) =>
        champion.Manifest.Model.ClassSet().Equals(dataset.Classes) ? champion.Manifest.Model.Adaptation : null;

    private static List<PairedPrediction> Compare(ModelBundle champion, ModelBundle challenger, IReadOnlyList<LabelledImage> test, CancellationToken cancellation) =>
    [
        .. Likeliest(champion, test, cancellation)
            .Zip(Likeliest(challenger, test, cancellation), test)
            .Select(row => new PairedPrediction(row.Third.Group, row.Third.Label, row.First, row.Second)),
    ];

    private static IEnumerable<DefectClass> Likeliest(ModelBundle bundle, IReadOnlyList<LabelledImage> test, CancellationToken cancellation)
    {
        using var scoring = BundleScoring.Open(bundle);
        return [.. scoring.Score(test, cancellation).Select(p => scoring.Model.Classes[p.Probabilities.IndexOf(p.Probabilities.Max())])];
    }
}
