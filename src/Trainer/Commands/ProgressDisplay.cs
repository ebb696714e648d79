using Defects.Trainer.Training;
using Spectre.Console;

namespace Defects.Trainer.Commands;

/// <summary>A live table on a terminal, plain lines anywhere else.</summary>
internal static class ProgressDisplay
{
    public static T Show<T>(Func<ITrainingProgress, T> work) =>
        AnsiConsole.Profile.Capabilities.Interactive && !Console.IsOutputRedirected
            ? LiveProgress.Show(AnsiConsole.Console, work)
            : work(new PlainProgress(Console.Out));
}
