using Defects.Trainer.Evaluation;
using Defects.Trainer.Sampling;
using Defects.Trainer.Training;
using Spectre.Console;

namespace Defects.Trainer.Commands;

/// <summary>Shows a run as a table that grows by a row an epoch, for people at a terminal.</summary>
internal sealed class LiveProgress : ITrainingProgress
{
    private static readonly string[] Columns = ["epoch", "loss", "lr", "macro-F1", "balanced", "precision/recall by class", "images/s"];

    private readonly LiveDisplayContext _display;
    private readonly Table _table;

    private LiveProgress(LiveDisplayContext display, Table table) => (_display, _table) = (display, table);

    /// <summary>Runs <paramref name="work"/> with a table on the terminal.</summary>
    public static T Show<T>(IAnsiConsole console, Func<ITrainingProgress, T> work)
    {
        var table = new Table().RoundedBorder().AddColumns(Columns);

        // Where the table is higher than the terminal, its end is what is new.
        return console.Live(table).Cropping(VerticalOverflowCropping.Top).Start(display => work(new LiveProgress(display, table)));
    }

    public void Begin(SamplingPlan plan, int validationImages)
    {
        var classes = plan.Classes.Select(c => $"{c.Class} {c.Images} (x{c.Repeats:0.0})");
        _table.Title($"{string.Join("  ", classes)}  validation {validationImages}");
    }

    public void Step(int epoch, int done, int steps, double loss, TimeSpan left)
    {
        _table.Caption($"epoch {epoch}, step {done} of {steps}, loss {loss:0.0000}, {PlainProgress.Left(left)} left");
        _display.Refresh();
    }

    public void Epoch(EpochReport report)
    {
        var recall = string.Join("  ", report.Validation.Classes.Select(c => $"{c.Class} {c.Precision:0.00}/{c.Recall:0.00}"));
        _table.AddRow(
            $"{report.Epoch}{(report.IsKept ? " kept" : "")}",
            $"{report.Loss:0.0000}",
            $"{report.LearningRate:0.0e+0}",
            $"{report.Validation.MacroF1:0.000}",
            $"{report.Validation.BalancedAccuracy:0.000}",
            recall,
            $"{report.ImagesPerSecond:0.0}");
        _display.Refresh();
    }

    public void Note(string text)
    {
        // In the widest column; a caption would be gone with the next step.
        _table.AddRow([.. Columns.Select(column => column.Contains("by class", StringComparison.Ordinal) ? Markup.Escape(text) : "")]);
        _display.Refresh();
    }
}
