using Spectre.Console;

namespace Defects.Trainer.Commands;

/// <summary>
/// Shows how far scoring is, on standard error, since standard output is the report: a bar on a terminal, a line every tenth
/// anywhere else.
/// </summary>
internal static class ScoringDisplay
{
    /// <param name="work">Given what it has to call after each image, from any thread.</param>
    public static T Show<T>(int images, TimeProvider clock, Func<Action, T> work)
    {
        var began = clock.GetTimestamp();
        var result = Console.IsErrorRedirected ? Plain(images, Console.Error, work) : Live(images, work);
        var seconds = clock.GetElapsedTime(began).TotalSeconds;
        Console.Error.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Scored {images} images in {seconds:0.0} s, {images / seconds:0.0} a second."));
        return result;
    }

    internal static T Plain<T>(int images, TextWriter output, Func<Action, T> work)
    {
        var done = 0;
        return work(() =>
        {
            var now = Interlocked.Increment(ref done);
            if (now * 10L / images > (now - 1) * 10L / images)
            {
                output.WriteLine($"scored {now} of {images}");
            }
        });
    }

    private static T Live<T>(int images, Func<Action, T> work)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .AutoClear(true)
            .Start(progress =>
            {
                var task = progress.AddTask("scoring", maxValue: images);
                return work(() => task.Increment(1));
            });
    }
}
