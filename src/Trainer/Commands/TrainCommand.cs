using System.CommandLine;
using Defects.Trainer.Data;
using Defects.Trainer.Retraining;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary><c>train</c>: data in, a run folder and a bundle out.</summary>
internal static class TrainCommand
{
    public static Command Create(TimeProvider clock)
    {
        var (data, course, recipe) = (new DataOptions(), new CourseOptions(new TrainOptions()), new RecipeOptions());
        var run = new Option<string>("--out")
        {
            Description = "Folder of this run: settings, log, metrics, weights, report. A run that was interrupted goes on in it.",
            Required = true,
        };
        var models = new Option<string>("--models") { Description = "Folder of the models.", DefaultValueFactory = _ => "models" };
        var name = new Option<string>("--name") { Description = "Name of the model.", DefaultValueFactory = _ => "defects" };
        var version = new Option<int?>("--version") { Description = "Version to write, 1 or more; the next one where none is given." };
        version.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int?>() < 1)
            {
                result.AddError("--version: expected 1 or more");
            }
        });
        var command = new Command(
            "train",
            "Train a model and write it as a bundle. The parts of the recipe have options of their own, such as --loss and --augmentation: see docs/trainer.md.\n\nExample: defects-trainer train --data prints/manifest.csv --open-licences-only --backbone mobilenet_v2_imagenet.safetensors --folds 5 --out runs/1")
        {
            run, models, name, version,
        };
        data.AddTo(command);
        course.AddTo(command);
        recipe.AddTo(command);
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            data.Read(result),
            recipe.Read(result, course.Read(result)),
            new RunFolder(result.GetValue(run)!),
            Path.Combine(result.GetValue(models)!, result.GetValue(name)!),
            result.GetValue(version),
            clock,
            cancellation)));
        return command;
    }

    private static int Run(
        DatasetSelection selection,
        TrainOptions options,
        RunFolder run,
        string modelFolder,
        int? version,
        TimeProvider clock,
        CancellationToken cancellation)
    {
        options.RequireSound();
        var dataset = Dataset.Load(selection).RequireTrainable();
        TellUnreadable(dataset.Unreadable);
        using var only = run.Lock();
        if (run.IsOver(options, dataset) && run.Release is { } ended)
        {
            Console.Out.WriteLine($"This run is over: its bundle is {ended.Folder}. To train once more, name another --out.");
            PromoteFirst(ended);
            return ExitCode.Done;
        }

        var release = Release(run, modelFolder, version);
        release.RequireFree();
        try
        {
            var (bundle, best) = ProgressDisplay.Show(shown => run.Train(options, dataset, selection, release, shown, clock, cancellation));
            Console.Out.WriteLine(
                $"{(options.Folds == 0 ? "Best epoch" : "Last epoch")} {best.Epoch}: macro-F1 {best.Validation.MacroF1:0.000} on validation. Bundle {bundle}, report {run.In("report/report.md")}.");
            PromoteFirst(release);
            return ExitCode.Done;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine(File.Exists(run.BestWeights)
                ? $"Interrupted. The same command goes on from the last epoch; the best weights so far are in {run.BestWeights}."
                : run.HasBegun ? "Interrupted. The same command goes on from the last epoch that was over."
                : "Interrupted before the first epoch was over: there are no weights to keep.");
            return ExitCode.Interrupted;
        }
    }

    private static void PromoteFirst(ModelRelease release)
    {
        if (Promotion.PromoteFirst(release.ModelFolder, release.Version))
        {
            Console.Out.WriteLine($"Version {release.Version} is the first: it is champion.");
        }
    }

    /// <summary>A run that goes on keeps its version, unless somebody else has taken it.</summary>
    private static ModelRelease Release(RunFolder run, string modelFolder, int? version) =>
        version is { } given ? new ModelRelease(modelFolder, given)
        : run.Release is { IsFree: true } kept && kept.ModelFolder == modelFolder ? kept
        : ModelRelease.Next(modelFolder);

    private static void TellUnreadable(IReadOnlyList<string> files)
    {
        if (files.Count > 0)
        {
            Console.Error.WriteLine($"{files.Count} files are not complete images and are skipped:\n  {string.Join("\n  ", files)}");
        }
    }
}
