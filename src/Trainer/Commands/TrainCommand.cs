using System.CommandLine;
using Defects.Trainer.Data;
using Defects.Trainer.Retraining;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary><c>train</c>: data in, a run folder and a bundle out.</summary>
internal static class TrainCommand
{
    private static readonly TrainOptions Defaults = new();

    public static Command Create(TimeProvider clock)
    {
        var data = new DataOptions();
        var run = new Option<string>("--out") { Description = "Folder of this run: settings, log, metrics, weights, report.", Required = true };
        var models = new Option<string>("--models") { Description = "Folder of the models.", DefaultValueFactory = _ => "models" };
        var name = new Option<string>("--name") { Description = "Name of the model.", DefaultValueFactory = _ => "defects" };
        var version = new Option<int?>("--version") { Description = "Version to write; the next one where none is given." };
        var backbone = new Option<string?>("--backbone") { Description = "ImageNet weights to start from (safetensors)." };
        var init = new Option<string?>("--init") { Description = $"{TrainingRun.BestWeightsFile} of an earlier run to go on from." };
        var architecture = new Option<string>("--architecture") { Description = "mobilenet_v2 or mobilenet_v3_small.", DefaultValueFactory = _ => Defaults.Architecture };
        var epochs = new Option<int>("--epochs") { Description = "Most epochs.", DefaultValueFactory = _ => Defaults.Epochs };
        var frozenEpochs = new Option<int>("--frozen-epochs") { Description = "Epochs before, in which only the classifier learns.", DefaultValueFactory = _ => Defaults.FrozenEpochs };
        var classifierEpochs = new Option<int>("--classifier-epochs") { Description = "Epochs after, in which the classifier alone learns from balanced draws.", DefaultValueFactory = _ => Defaults.ClassifierEpochs };
        var frozenBlocks = new Option<int>("--frozen-blocks") { Description = "Blocks of the backbone, from the first, that never learn.", DefaultValueFactory = _ => Defaults.FrozenBlocks };
        var folds = new Option<int>("--folds") { Description = "Folds for out-of-fold figures, temperature and thresholds; 0 takes the validation split alone.", DefaultValueFactory = _ => Defaults.Folds };
        var patience = new Option<int>("--patience") { Description = "Epochs without a better one after which training stops.", DefaultValueFactory = _ => Defaults.Patience };
        var size = new Option<int>("--size") { Description = "Side of the input, pixels; a multiple of 32.", DefaultValueFactory = _ => Defaults.InputSize };
        var precision = new Option<Precision>("--precision") { Description = "Float32, or BFloat16 where the GPU or CPU computes in it.", DefaultValueFactory = _ => Defaults.Precision };
        var batch = new Option<int>("--batch") { Description = "Images in a step.", DefaultValueFactory = _ => Defaults.Batch };
        var rate = new Option<double>("--lr") { Description = "Peak learning rate of the classifier.", DefaultValueFactory = _ => Defaults.LearningRate };
        var seed = new Option<int>("--seed") { Description = "Of weights, order and augmentation.", DefaultValueFactory = _ => Defaults.Seed };
        var command = new Command(
            "train",
            "Train a model and write it as a bundle.\n\nExample: defects-trainer train --data prints/manifest.csv --open-licences-only --backbone mobilenet_v2_imagenet.safetensors --out runs/1")
        {
            run, models, name, version, backbone, init, architecture, size, folds, epochs, frozenEpochs, classifierEpochs, frozenBlocks, patience, batch, rate, precision, seed,
        };
        data.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            data.Read(result),
            Defaults with
            {
                Architecture = result.GetValue(architecture)!,
                Backbone = result.GetValue(backbone),
                Init = result.GetValue(init),
                InputSize = result.GetValue(size),
                Folds = result.GetValue(folds),
                Epochs = result.GetValue(epochs),
                FrozenEpochs = result.GetValue(frozenEpochs),
                ClassifierEpochs = result.GetValue(classifierEpochs),
                FrozenBlocks = result.GetValue(frozenBlocks),
                Patience = result.GetValue(patience),
                Precision = result.GetValue(precision),
                Batch = result.GetValue(batch),
                LearningRate = result.GetValue(rate),
                Seed = result.GetValue(seed),
            },
            result.GetValue(run)!,
            Release(Path.Combine(result.GetValue(models)!, result.GetValue(name)!), result.GetValue(version)),
            clock,
            cancellation)));
        return command;
    }

    private static ModelRelease Release(string modelFolder, int? version) =>
        version is { } given ? new ModelRelease(modelFolder, given) : ModelRelease.Next(modelFolder);

    private static int Run(DatasetSelection selection, TrainOptions options, string folder, ModelRelease release, TimeProvider clock, CancellationToken cancellation)
    {
        var problems = options.Problems().ToList();
        if (problems.Count > 0)
        {
            throw new DatasetException(problems);
        }

        release.RequireFree();
        var dataset = Dataset.Load(selection).RequireTrainable();
        TellUnreadable(dataset.Unreadable);
        var run = new RunFolder(folder);
        try
        {
            var (bundle, best) = ProgressDisplay.Show(shown => run.Train(options, dataset, selection, release, shown, clock, cancellation));
            Console.Out.WriteLine(
                $"Best epoch {best.Epoch}: macro-F1 {best.Validation.MacroF1:0.000} on validation. Bundle {bundle}, report {run.In("report/report.md")}.");
            if (Promotion.PromoteFirst(release.ModelFolder, release.Version))
            {
                Console.Out.WriteLine($"Version {release.Version} is the first: it is champion.");
            }

            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine(File.Exists(run.BestWeights)
                ? $"Interrupted. The same command goes on from the last epoch; the best weights so far are in {run.BestWeights}."
                : "Interrupted before the first epoch was over: there are no weights to keep.");
            return ExitCode.Interrupted;
        }
    }

    private static void TellUnreadable(IReadOnlyList<string> files)
    {
        if (files.Count > 0)
        {
            Console.Error.WriteLine($"{files.Count} files are not complete images and are skipped:\n  {string.Join("\n  ", files)}");
        }
    }
}
