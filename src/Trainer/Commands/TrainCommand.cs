using System.CommandLine;
using System.Text.Json;
using Defects.Trainer.Data;
using Defects.Trainer.Training;
using Spectre.Console;

namespace Defects.Trainer.Commands;

/// <summary><c>train</c>: data in, a run folder and a bundle out.</summary>
internal static class TrainCommand
{
    /// <summary>The weights a later run can start from with <c>--init</c>.</summary>
    private const string WeightsFile = "weights.safetensors";

    private static readonly TrainOptions Defaults = new();
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public static Command Create(TimeProvider clock)
    {
        var data = new DataOptions();
        var run = new Option<string>("--out") { Description = "Folder of this run: settings, log, metrics, weights, report.", Required = true };
        var models = new Option<string>("--models") { Description = "Folder of the models.", DefaultValueFactory = _ => "models" };
        var name = new Option<string>("--name") { Description = "Name of the model.", DefaultValueFactory = _ => "defects" };
        var version = new Option<int?>("--version") { Description = "Version to write; the next one where none is given." };
        var backbone = new Option<string?>("--backbone") { Description = "ImageNet weights to start from (safetensors)." };
        var init = new Option<string?>("--init") { Description = $"{WeightsFile} of an earlier run to go on from." };
        var architecture = new Option<string>("--architecture") { Description = "mobilenet_v2 or mobilenet_v3_small.", DefaultValueFactory = _ => Defaults.Architecture };
        var epochs = new Option<int>("--epochs") { Description = "Most epochs.", DefaultValueFactory = _ => Defaults.Epochs };
        var batch = new Option<int>("--batch") { Description = "Images in a step.", DefaultValueFactory = _ => Defaults.Batch };
        var rate = new Option<double>("--lr") { Description = "Peak learning rate of the classifier.", DefaultValueFactory = _ => Defaults.LearningRate };
        var seed = new Option<int>("--seed") { Description = "Of weights, order and augmentation.", DefaultValueFactory = _ => Defaults.Seed };
        var command = new Command(
            "train",
            "Train a model and write it as a bundle.\n\nExample: defects-trainer train --data prints/manifest.csv --open-licences-only --backbone mobilenet_v2_imagenet.safetensors --out runs/1")
        {
            run, models, name, version, backbone, init, architecture, epochs, batch, rate, seed,
        };
        data.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            data.Read(result),
            Defaults with
            {
                Architecture = result.GetValue(architecture)!,
                Backbone = result.GetValue(backbone),
                Init = result.GetValue(init),
                Epochs = result.GetValue(epochs),
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
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, "config.json"),
            JsonSerializer.Serialize(new { Options = options, Data = selection, DataSha256 = dataset.Sha256, dataset.Unreadable, release.ModelFolder, release.Version }, Json));
        using var log = new StreamWriter(Path.Combine(folder, "train.log")) { AutoFlush = true };
        var metrics = new MetricsCsv(Path.Combine(folder, "metrics.csv"), dataset.Classes);
        TellUnreadable(dataset.Unreadable);
        try
        {
            using var model = WithProgress(shown =>
                TrainingRun.Execute(options, dataset, folder, new LoggedProgress(shown, log, metrics), clock, cancellation));
            File.Copy(Path.Combine(folder, TrainingRun.BestWeightsFile), Path.Combine(folder, WeightsFile), overwrite: true);
            var (bundle, report) = release.Write(model, options, dataset, clock.GetUtcNow(), cancellation);
            report.Write(Path.Combine(folder, "report"));
            Console.Out.WriteLine($"Best epoch {model.Best.Epoch}: macro-F1 {model.Best.Validation.MacroF1:0.000} on validation. Bundle {bundle}, report {Path.Combine(folder, "report", "report.md")}.");
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            var best = Path.Combine(folder, TrainingRun.BestWeightsFile);
            Console.Error.WriteLine(File.Exists(best)
                ? $"Interrupted. The best weights so far are in {best}; go on from them with --init {best}."
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

    private static T WithProgress<T>(Func<ITrainingProgress, T> work) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? LiveProgress.Show(AnsiConsole.Console, work)
            : work(new PlainProgress(Console.Out));
}
