using System.CommandLine;
using Defects.Shared.Simulation;

namespace Defects.Trainer.Commands;

/// <summary><c>data synth</c>: a labelled data set of simulated prints.</summary>
internal static class DataSynthCommand
{
    private static readonly SimulatedDataset Defaults = new();

    public static Command Create()
    {
        var folder = new Option<string>("--out") { Description = "Folder for the frames and manifest.csv.", Required = true };
        var seed = new Option<int>("--seed") { Description = "Of everything drawn.", DefaultValueFactory = _ => Defaults.Seed };
        var prints = new Option<int>("--prints") { Description = "Prints of each class, 3 or more.", DefaultValueFactory = _ => Defaults.PrintsPerClass };
        var frames = new Option<int>("--frames") { Description = "Frames of each print, 1 or more.", DefaultValueFactory = _ => Defaults.FramesPerPrint };
        var command = new Command("synth", "Write frames of simulated prints with a manifest.\n\nExample: defects-trainer data synth --out data/simulated --prints 40")
        {
            folder, seed, prints, frames,
        };
        command.SetAction((result, cancellation) =>
        {
            var dataset = Defaults with { Seed = result.GetValue(seed), PrintsPerClass = result.GetValue(prints), FramesPerPrint = result.GetValue(frames) };
            var written = dataset.Write(result.GetValue(folder)!, cancellation);
            Console.Out.WriteLine($"{written} frames and manifest.csv in {result.GetValue(folder)}.");
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
