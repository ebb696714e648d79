using System.CommandLine;
using Defects.Trainer.Retraining;
using Defects.Trainer.Training;

namespace Defects.Trainer.Commands;

/// <summary><c>retrain</c>: the periodic run from labelled hard cases to a verdict.</summary>
internal static class RetrainCommand
{
    /// <summary>Going on from a trained model takes fewer and smaller steps than beginning.</summary>
    private static readonly TrainOptions Defaults = new() { Epochs = 5, LearningRate = 3e-4 };

    public static Command Create(TimeProvider clock)
    {
        var folder = new Option<string>("--workspace") { Description = $"Folder with {RetrainWorkspace.FileName}.", Required = true };
        var epochs = new Option<int>("--epochs") { Description = "Most epochs.", DefaultValueFactory = _ => Defaults.Epochs };
        var rate = new Option<double>("--lr") { Description = "Peak learning rate of the classifier.", DefaultValueFactory = _ => Defaults.LearningRate };
        var seed = new Option<int>("--seed") { Description = "Of order, augmentation and bootstrap.", DefaultValueFactory = _ => Defaults.Seed };
        var command = new Command(
            "retrain",
            "Train on from the champion with the labelled hard cases; promote the result only if it is better and no class got worse.\n\nExample: defects-trainer retrain --workspace /var/lib/defects")
        {
            folder, epochs, rate, seed,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            RetrainWorkspace.Read(result.GetValue(folder)!),
            Defaults with { Epochs = result.GetValue(epochs), LearningRate = result.GetValue(rate), Seed = result.GetValue(seed) },
            result.GetValue(folder)!,
            clock,
            cancellation)));
        return command;
    }

    private static int Run(RetrainWorkspace workspace, TrainOptions options, string folder, TimeProvider clock, CancellationToken cancellation)
    {
        options.RequireSound();

        // The timer and a person may come at the same moment; two runs would both take the next version.
        using var only = FolderLock.Take(folder, ".retrain.lock");
        var verdict = ProgressDisplay.Show(shown => new RetrainRun(workspace, shown, clock).Execute(options, cancellation));
        if (verdict is not null)
        {
            Console.Out.WriteLine(verdict.Promote ? "Promoted: the new version is champion." : "Kept: the champion stays, the new version is challenger.");
            foreach (var reason in verdict.Reasons)
            {
                Console.Out.WriteLine($"  {reason}");
            }
        }

        return ExitCode.Done;
    }
}
